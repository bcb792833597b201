/**
 * What operators can ask of a cluster, as interfaces and values: the typed twin of every command.
 *
 * <p>Components of the records bear the names of the JSON fields; a {@link java.time.Duration}
 * {@code x} is {@code xMs} there. The gate implements {@link dev.jumpgate.operator.Operator} inside
 * a node, the shell's client does over a connection.
 */
@NullMarked
package dev.jumpgate.operator;

import org.jspecify.annotations.NullMarked;
