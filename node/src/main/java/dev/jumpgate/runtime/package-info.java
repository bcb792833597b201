/**
 * A live process: its mailbox, its committed state, the handling of one message at a time and what
 * leaves after it.
 *
 * <pre>
 *   Ref.send --&gt; Processes --&gt; Route --&gt; Post --(local)--&gt; Cell.offer --&gt; handler in a Turn
 *                                          |                                   |
 *                                          | (another node)                    | commit, then
 *                                          v                                   v
 *                                      Transport                     effects back to Processes
 * </pre>
 *
 * <p>Invariants: one handler at a time for each process; effects leave only after their revision is
 * published; a message accepted by a cell is handled there or travels on with the process, in its
 * place; whatever ties it to others is in its ledger and goes where it goes; where there is a copy
 * of it elsewhere, so is what it answered and what is about to leave ({@code Pledges}). Lock order:
 * a route's lock, then a cell's; neither is held while user code runs. Start reading at {@link
 * dev.jumpgate.runtime.Cell}; for supervision at {@link dev.jumpgate.runtime.Supervising}: {@code
 * Shift} says what is to become of each child, {@code Steps} what to tell them now, {@code Orders}
 * how a child obeys.
 */
@NullMarked
package dev.jumpgate.runtime;

import org.jspecify.annotations.NullMarked;
