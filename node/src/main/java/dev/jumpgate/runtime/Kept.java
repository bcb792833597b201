package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that outlives its message: at first the object itself, once frozen its bytes, which hold
 * no class loader.
 */
final class Kept {

  /** A part of it is no value, so that nothing of it can be shown or handled again. */
  private record Opaque(String why) {}

  private volatile Object content;

  Kept(Object content) {
    this.content = content;
  }

  /** From here on it is bytes. */
  void freeze() {
    content = frozen(content);
  }

  /** What to keep instead of a value. */
  static Object frozen(Object value) {
    if (value instanceof Envelope.Packed || value instanceof Opaque) {
      return value;
    }
    try {
      return new Envelope.Packed(Bytes.of(Codec.encode(value)));
    } catch (CodecException e) {
      return new Opaque(String.valueOf(e.getMessage()));
    }
  }

  /** The bytes, or null where it is none that travels. */
  static @Nullable Bytes bytes(Object value) {
    return frozen(value) instanceof Envelope.Packed(var bytes) ? bytes : null;
  }

  /** As shown to operators, or null where it cannot be shown. */
  static @Nullable Tree tree(@Nullable Object value, UnaryOperator<Tree> sight) {
    Bytes bytes = value == null ? null : bytes(value);
    return bytes == null ? null : sight.apply(Codec.tree(bytes.toArray()));
  }

  /** The object or {@link Envelope.Packed}, or null where it is no value. */
  @Nullable Object content() {
    return content instanceof Opaque ? null : content;
  }

  @Nullable Bytes bytes() {
    return bytes(content);
  }

  @Nullable Tree tree(UnaryOperator<Tree> sight) {
    return tree(content, sight);
  }

  /** What it costs, once it is frozen. */
  long size() {
    return content instanceof Envelope.Packed(var bytes) ? bytes.size() : 0;
  }
}
