/**
 * The demo: two nodes in JVMs of their own, a load that keeps a ledger, and a frontend on top.
 *
 * <pre>
 *  this JVM                                 children, each on a Leash
 *  Demo -- frontend (prompt or script)      ship: nav, engine, radar, 4 clients
 *    |        '-- Operator ---- gate -----&gt; home: 4 clients
 *    '-- LedgerServer --&gt; Ledger &lt;--------- what each client sends, calls, gets answered
 * </pre>
 *
 * Invariants: what a client wrote into the ledger outlives its node; no child outlives this JVM,
 * however that ends; the exit code is 0 only where the ledger proves that nothing went wrong.
 *
 * <p>Start reading at {@link dev.jumpgate.shell.demo.Demo}, then {@link
 * dev.jumpgate.shell.demo.ClientAccount} for how one answer accounts for all that came before.
 */
@NullMarked
package dev.jumpgate.shell.demo;

import org.jspecify.annotations.NullMarked;
