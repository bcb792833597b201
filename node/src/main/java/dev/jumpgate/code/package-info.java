/**
 * What code is loaded on this node, where it came from, and what a behavior's class says about its
 * state and messages.
 *
 * <p>Invariant: application classes live in the loader of one bundle version, never on the node's
 * class path. Start reading at {@link dev.jumpgate.code.Bundles}.
 */
@NullMarked
package dev.jumpgate.code;

import org.jspecify.annotations.NullMarked;
