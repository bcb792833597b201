/**
 * Bringing a process to another node with its state, while it serves.
 *
 * <pre>
 *   source                                    target
 *     | -- Offer ---------------------------&gt; |  has its bundle and services, is not leaving
 *     | &lt;------------------------ Accepted -- |
 *     | -- Chunk(1..n): all of it ----------&gt; |  builds state as it comes
 *     | &lt;--------------------------- Taken -- |  so much is used: more may come
 *     | -- Chunk: what changed meanwhile ---&gt; |  ... until that is little
 *     | compare-and-set: {source, standby target, epoch}          (while it serves)
 *     | -- Named ---------------------------&gt; |
 *     | freeze at a message boundary            |
 *     | -- Chunk: the last, what waits -----&gt; |  builds the process, handles nothing
 *     | &lt;------------------------ Prepared -- |
 *     | -- Released ------------------------&gt; |  handles what waits          (the commit)
 *     | -- what came meanwhile -------------&gt; |
 *     | &lt;----------------------- Activated -- |
 *     |           compare-and-set: {target, -, epoch + 1}, in the background
 *     | &lt;------------------------- Settled -- |
 * </pre>
 *
 * <p>The successor is recorded in advance, as a standby's is, so that nobody waits for the registry
 * while the process stands: of the two that the entry names the source gives its right away by one
 * word. Until the last is on its way either side may give up (Abort, Refused), and the source goes
 * on as if nothing had been. Between that and Released nobody handles anything: where the target is
 * lost then, the source takes the process back by a compare-and-set to {source, -, epoch + 1};
 * where the source is lost, the target goes on by the one to {target, -, epoch + 1}. The registry
 * lets one of them win. While the outcome of a compare-and-set is unclear it is tried again and
 * nobody goes on.
 *
 * <p>A process with a standby keeps that one as its successor until the target has all of it, and
 * those of a convoy stand before anybody knows who goes along. For them the commit is behind
 * Prepared:
 *
 * <pre>
 *     | &lt;------------------------ Prepared -- |
 *     | compare-and-set: {target, standby source, epoch + 1}      (the commit)
 *     | -- Activate ------------------------&gt; |
 *     | &lt;--------------------------- Ready -- |
 *     | -- Released ------------------------&gt; |  and so on
 * </pre>
 *
 * <p>There the source's way back, until Released, is the one to {source, -, epoch + 2}.
 *
 * <p>{@link dev.jumpgate.replica.Departing}, which leaves what follows Prepared to a {@link
 * dev.jumpgate.replica.Handoff}, and {@link dev.jumpgate.replica.Arriving} are the two sides as
 * what they do upon each event; they see the process as {@link dev.jumpgate.replica.Leaving} and
 * {@link dev.jumpgate.replica.Coming}, so that a simulation can stand in for it. Locks: a move's,
 * then those of the process; the ports never call back from within, but stages may be complete
 * already. Start reading at {@link dev.jumpgate.replica.Mover}.
 *
 * <p>Many at once go by an {@link dev.jumpgate.replica.Evacuation}: a {@code Voyage} fills {@link
 * dev.jumpgate.replica.Convoy}s with those that are small and stand still at once, and has the
 * others moved one by one. A convoy is loaded by one frame and goes by the same chart from Prepared
 * on, with one frame and one compare-and-set for all of it at each step. A node that leaves says so
 * ({@code Farewell}), and goes when nothing is on its way by it. As a file a process is an {@link
 * dev.jumpgate.replica.Archive}'s.
 */
@NullMarked
package dev.jumpgate.replica;

import org.jspecify.annotations.NullMarked;
