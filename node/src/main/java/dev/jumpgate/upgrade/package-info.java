/**
 * Other versions of code for live processes.
 *
 * <pre>
 *   freeze at a message boundary -&gt; image -&gt; read by the other version's classes -&gt; take its place
 *                                                |
 *                                                +-- does not convert: thaw, as if nothing had been
 * </pre>
 *
 * <p>Invariants: nothing changes before the state is converted whole; messages that wait or come
 * meanwhile are handled by the new version, in their order. Start reading at {@link
 * dev.jumpgate.upgrade.Upgrader}.
 */
@NullMarked
package dev.jumpgate.upgrade;

import org.jspecify.annotations.NullMarked;
