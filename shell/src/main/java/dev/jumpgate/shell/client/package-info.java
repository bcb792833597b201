/**
 * The operators' end of a gate: finding one on this machine and talking to it.
 *
 * <pre>
 * Gates ----- connect ----&gt; GateClient (an Operator) over a Link
 *                             | ask ---&gt; outbox ---&gt; writer thread ---&gt; socket
 *                             | &lt;--- pending answers, feeds &lt;--- reader thread &lt;--- socket
 * </pre>
 *
 * Invariants: a caller never touches the socket, so that interrupting one cannot close it for the
 * others; when the connection ends, everything that waits fails with one line.
 *
 * <p>Start reading at {@link dev.jumpgate.shell.client.GateClient}.
 */
@NullMarked
package dev.jumpgate.shell.client;

import org.jspecify.annotations.NullMarked;
