/**
 * Bringing a process to another node with its state. For now one way to do it: stop and copy.
 *
 * <pre>
 *   source                                    target
 *     | freeze at a message boundary            |
 *     | -- Chunk(1..n) -----------------------&gt; |  builds the process, handles nothing
 *     | &lt;----------------------- Prepared ----- |
 *     | compare-and-set: owner = target, epoch + 1     (the commit)
 *     | -- Activate --------------------------&gt; |  handles what waits
 *     | -- what came meanwhile ---------------&gt; |
 *     | &lt;----------------------- Activated ---- |
 * </pre>
 *
 * <p>Invariants: before the commit any failure leaves the source serving as if nothing had been;
 * after it only the target serves, also when the source is lost at that moment; while the commit is
 * unclear nobody does. Start reading at {@link dev.jumpgate.replica.Mover}.
 */
@NullMarked
package dev.jumpgate.replica;

import org.jspecify.annotations.NullMarked;
