/**
 * The binary form of values: how states and messages travel and are kept.
 *
 * <p>A message describes itself: each record says its type and the names of its components the
 * first time it occurs. So it can be read without classes ({@link dev.jumpgate.codec.Codec#tree}),
 * and with the classes of another version, component by component.
 *
 * <pre>
 *   value  -> ValueWriter \            / ValueReader (Forms of a Schema) -> value
 *                          > Writing -> bytes -> Reading <
 *   tree   -> TreeWriter  /            \ TreeReader (no classes)         -> tree
 * </pre>
 *
 * <p>Invariants: bytes never name a class that the {@link dev.jumpgate.codec.Schema} does not hold;
 * whatever the bytes, only a {@link dev.jumpgate.codec.CodecException} comes out, and no more is
 * allocated than a small multiple of their number. Start reading at {@link
 * dev.jumpgate.codec.Codec}, then {@code Tag} and {@code Form}.
 */
@NullMarked
package dev.jumpgate.codec;

import org.jspecify.annotations.NullMarked;
