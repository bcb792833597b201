/**
 * The node: puts the rooms together. Start reading at {@link dev.jumpgate.Node#start}.
 *
 * <pre>
 * 7  Node   cluster.hazelcast
 * 6  gate
 * 5  replica   upgrade   gate.evaluator
 * 4  runtime
 * 3  code   cluster   gate.protocol
 * 2  codec  operator
 * 1  process
 * 0  state
 * </pre>
 *
 * <p>A room imports from lower lines only, never from its own; a test holds that.
 */
@NullMarked
package dev.jumpgate;

import org.jspecify.annotations.NullMarked;
