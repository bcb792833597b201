/**
 * Processes that outlive their node: a copy of each is kept up to date on another node, which goes
 * on with it when the owner is lost.
 *
 * <pre>
 *   owner P, entry {P, S, e}                      standby S
 *     Keepers --&gt; Keeper                            Copies --&gt; Copy
 *       | -- Offer, Part ... (whole, then differences) --&gt; |
 *       | &lt;----------------- Acknowledged(revision) ------ |
 *       |    effects up to that revision leave             |
 *       |                                                  |
 *       |  P and S live: S gives up its claim, then       |
 *       |      P goes on without S: {P, S, e} -&gt; {P, -, e+1}
 *       |  P has lost S:          {P, S, e} -&gt; {P, -, e+1}  |   one of the two
 *       |  S has lost P:          {P, S, e} -&gt; {S, -, e+1}  |   compare-and-sets wins
 *       |                                                  |
 *       |  S is to go on:         {P, S, e} -&gt; {S, P, e+1}  |   by P, which takes it back
 *       |      where S is lost:   {S, P, e+1} -&gt; {P, -, e+2}    before it has asked for it
 * </pre>
 *
 * <p>Invariants: whoever loses that compare-and-set throws its run away, and nobody acts before its
 * outcome is known; a standby that has decided to promote itself acknowledges nothing of that epoch
 * any more; a standby decides only when the owner is dead for certain: by the majority of three or
 * more nodes, by the operating system of the host that both are on, or by an operator's word.
 *
 * <p>The table behind the registry is weak: two sides of a divided cluster each have one, and the
 * one that remains may be behind the other. So a living standby is asked before its owner goes on
 * without it, and whoever goes on without somebody lost asks more than half of the nodes, before
 * its compare-and-set, whether they have lost it too and know of no later owner.
 *
 * <p>The protocol is two machines that react to events, {@link dev.jumpgate.replica.standby.Keeper}
 * and {@link dev.jumpgate.replica.standby.Copy}; what they act upon are ports. Lock order: that of
 * a machine comes before any of the runtime; none of the two waits for the other.
 */
@NullMarked
package dev.jumpgate.replica.standby;

import org.jspecify.annotations.NullMarked;
