package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/** Where failures leave this room: as a {@link CodecException}, or as what a stream threw. */
final class Messages {

  private Messages() {}

  @FunctionalInterface
  interface Writer {
    void write();
  }

  @FunctionalInterface
  interface Reader<T extends @Nullable Object> {
    T read();
  }

  /** Writes {@code value}. */
  static void write(@Nullable Object value, Writing writing, Writer writer) {
    writing.begin();
    try {
      writer.write();
    } catch (Throwable e) {
      throw below(Failure.of(e), value).ofWriting();
    }
  }

  private static Failure below(Failure failure, @Nullable Object value) {
    return value == null ? failure : failure.below(Shape.simple(value.getClass().getName()));
  }

  /** Reads a value. */
  static <T extends @Nullable Object> T read(Reading reading, Refs refs, Reader<T> reader) {
    reading.begin(refs);
    try {
      return reader.read();
    } catch (Throwable e) {
      // Also from constructors, equals and hashCode of the application, or the JDK's own types.
      throw Failure.of(e).ofReading(reading.in().position());
    }
  }

  /** The value as a {@code type}. */
  static <T> T cast(@Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      String found = value == null ? "null" : value.getClass().getName();
      throw new CodecException("the bytes hold " + found + ", not a " + type.getName(), null);
    }
    return type.cast(value);
  }
}
