/**
 * The operators' endpoint of a node.
 *
 * <pre>
 *   shell == TCP, TLS ==&gt; GatePort --.
 *   shell == Unix socket ==&gt; GateServer -&gt; GateSession -&gt; ClusterCalls -&gt; LocalCalls (here)
 *                                                            |
 *                                                            +--&gt; Relay ==&gt; LocalCalls (there)
 * </pre>
 *
 * <p>Operators are not members of the cluster: they reach one node, and that node asks the others.
 * Looking never takes a lock that a handler holds and never waits for a process. Start reading at
 * {@link dev.jumpgate.gate.ClusterCalls}.
 */
@NullMarked
package dev.jumpgate.gate;

import org.jspecify.annotations.NullMarked;
