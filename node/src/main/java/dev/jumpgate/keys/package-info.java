/**
 * Who is who: the private certificate authority of a cluster, the certificates of its nodes and
 * operators, and the TLS that stands on them.
 *
 * <pre>
 *   jumpgate keys --&gt; Authority --&gt; KeyFolder: ca.pem, ca.key, node-ship.pem, operator-ann.pem
 *                                       |
 *   members, gates, shells &lt;-- Credentials: read again when a file has changed
 *             |
 *             +--&gt; HalfOpen (who has not proved anything yet) --&gt; PeerCheck --&gt; Holder
 * </pre>
 *
 * <p>Invariants: a private key is never readable by anyone but its user; a certificate says in one
 * place who holds it ({@link dev.jumpgate.keys.Holder}), and the purpose that is written beside it
 * has to agree, so that an operator's is never a node's; only TLS 1.3 is spoken, and both sides
 * show a certificate. Reading and using keys stands on the JDK alone: {@link
 * dev.jumpgate.keys.Authority} is the one class that needs a library, and only {@code jumpgate
 * keys} loads it.
 *
 * <p>Start reading at {@link dev.jumpgate.keys.Credentials}.
 */
@NullMarked
package dev.jumpgate.keys;

import org.jspecify.annotations.NullMarked;
