/**
 * Four ways to find a process that moves: by its global name, by a name of the node or a group, by
 * events, and by an old reference whose former owner redirects.
 *
 * <p>One {@link dev.jumpgate.examples.finding.Beacon} goes from node to node; four {@link
 * dev.jumpgate.examples.finding.Pilot}s ask it all the time, each in its own way, and count what
 * was not answered. Start reading at {@link dev.jumpgate.examples.finding.Pilot}.
 */
@NullMarked
package dev.jumpgate.examples.finding;

import org.jspecify.annotations.NullMarked;
