/**
 * Values as text: pure functions from what the facade returns to what an operator reads.
 *
 * <pre>
 *            Style (colors? width? zone?)
 *               |
 * value ---&gt; Text ------&gt; Table, TreeView, Quantity ---&gt; lines for people
 *   '------&gt; Json --------------------------------------&gt; one document for programs
 * </pre>
 *
 * Invariants: nothing here prints, asks or remembers; both ways render the same value, so a command
 * cannot say one thing to people and another to programs; text from processes is made harmless
 * before it can reach a terminal.
 *
 * <p>Start reading at {@link dev.jumpgate.shell.render.Text}.
 */
@NullMarked
package dev.jumpgate.shell.render;

import org.jspecify.annotations.NullMarked;
