/**
 * The cluster as the rest of the node sees it: ports, and the routes that stand on them.
 *
 * <pre>
 *   runtime, replica, gate
 *        |         |         |
 *     Routes   EventLog   Groups
 *        |         |         |
 *        |     OwnerTable     |          (the registry over a weak table, by a lane into each part)
 *        |         |         |
 *   Transport    Table  Membership       (ports, with Clock)
 *        \         |         /
 *         cluster.hazelcast              (adapter; the tests have a simulated one)
 * </pre>
 *
 * <p>Invariants that the adapters keep: frames from one node to another arrive in the order in
 * which they were sent, or not at all; a compare-and-set of the registry has one winner; whatever
 * an adapter throws is ours. Start reading at {@link dev.jumpgate.cluster.Registry}, then {@link
 * dev.jumpgate.cluster.Route}.
 */
@NullMarked
package dev.jumpgate.cluster;

import org.jspecify.annotations.NullMarked;
