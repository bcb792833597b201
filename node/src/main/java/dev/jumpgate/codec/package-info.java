/**
 * The binary form of values: how states and messages travel and are kept.
 *
 * <p>Bytes describe themselves: each record says its {@code Shape} (the names of its type and
 * components, now and formerly) the first time it occurs, and an id from then on. So they can be
 * read without classes ({@link dev.jumpgate.codec.Codec#tree}), and with the classes of another
 * version, component by component. What was said holds for a session: one message of {@link
 * dev.jumpgate.codec.Codec}, all frames from a {@link dev.jumpgate.codec.FrameWriter} to a {@link
 * dev.jumpgate.codec.FrameReader}, or a stream of chunks and differences from a {@link
 * dev.jumpgate.codec.StreamWriter} to a {@link dev.jumpgate.codec.StreamReader}.
 *
 * <pre>
 *   value    -> Encoder (by class)  \            / Form (by place in a Schema)     -> value
 *   tree     -> TreeWriter           > Writing -> bytes -> Reading < TreeReader    -> tree
 *   old, now -> DifferenceWriter    /            \ Form.apply(old)                 -> now
 *
 *   Writing = Output + Vocabulary of shapes and constants, Reading = Input + the same
 *   Form of a record -> RecordCode, compiled, where the shape is its own; Conversion where not
 * </pre>
 *
 * <p>Invariants: bytes never name a class that the {@link dev.jumpgate.codec.Schema} does not hold;
 * whatever the bytes, only a {@link dev.jumpgate.codec.CodecException} comes out, and no more is
 * allocated than a small multiple of what came; what can be written can be read; a session holds
 * names and no classes, so that it keeps no version of the code alive. Inside, a {@code Failure}
 * goes up and gathers its path on the way. Start reading at {@link dev.jumpgate.codec.Codec}, then
 * {@code Tag}, {@code Shape} and {@code Form}.
 */
@NullMarked
package dev.jumpgate.codec;

import org.jspecify.annotations.NullMarked;
