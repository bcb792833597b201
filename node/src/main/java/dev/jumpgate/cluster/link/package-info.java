/**
 * What two members say to each other so that frames come through in order, in bounded memory, and
 * whatever becomes of the connection between them: batches, lanes, credits, sequence numbers,
 * greetings.
 *
 * <p>Nothing here knows a network, a clock or a thread: a {@link dev.jumpgate.cluster.link.Wire}
 * carries packets, an executor runs what is to be done elsewhere. Start reading at {@link
 * dev.jumpgate.cluster.link.Link}, then {@link dev.jumpgate.cluster.link.Bounds}.
 */
@NullMarked
package dev.jumpgate.cluster.link;

import org.jspecify.annotations.NullMarked;
