package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The translator between values and bytes.
 *
 * <p>Writing needs nothing but the value. Reading needs a {@link Schema}, or gives a {@link Tree}.
 * A record that was written by another version of its class is read by the names of its components:
 * what was added gets zero or empty, what was removed is skipped, numbers widen; what does not fit
 * is refused with its path.
 *
 * <p>Safe for use by many threads.
 */
public final class Codec {

  private final Schema schema;
  private final Refs refs;

  private Codec(Schema schema, Refs refs) {
    this.schema = schema;
    this.refs = refs;
  }

  public static Codec of(Schema schema, Refs refs) {
    return new Codec(schema, refs);
  }

  /**
   * The bytes of a value.
   *
   * @throws CodecException when a part of it cannot travel
   */
  public static byte[] encode(@Nullable Object value) {
    return written(value, writing -> new ValueWriter(writing)::write);
  }

  /**
   * The bytes of the value that {@code tree} shows, for {@link #decode} with any schema that fits.
   *
   * @throws CodecException when a part of it cannot travel
   */
  public static byte[] encodeAsValue(Tree tree) {
    return written(tree, writing -> new TreeWriter(writing, new ValueWriter(writing))::write);
  }

  private interface Writer<T extends @Nullable Object> {
    void write(T value);
  }

  private static <T extends @Nullable Object> byte[] written(
      T value, Function<Writing, Writer<T>> writer) {
    Writing writing = new Writing();
    if (value != null) {
      writing.trail().root(Shape.simple(value.getClass().getName()));
    }
    try {
      writer.apply(writing).write(value);
      return writing.out().toArray();
    } catch (CodecException e) {
      throw e;
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw writing.failure(e.toString(), e);
    }
  }

  /**
   * The value of the bytes: of one of the schema's roots, null where null was written.
   *
   * @throws CodecException when the bytes are no such value
   */
  public @Nullable Object decode(byte[] bytes) {
    List<Form> candidates = candidates(bytes);
    for (Form root : candidates.subList(0, candidates.size() - 1)) {
      try {
        return read(bytes, root);
      } catch (CodecException e) {
        // Of several roots that begin alike the last one tells what is wrong.
      }
    }
    return read(bytes, candidates.getLast());
  }

  /**
   * The value of the bytes, which is a {@code type} and not null.
   *
   * @throws CodecException when the bytes are no such value
   */
  public <T> T decode(byte[] bytes, Class<T> type) {
    Object value = decode(bytes);
    if (!type.isInstance(value)) {
      String found = value == null ? "null" : value.getClass().getName();
      throw new CodecException("the bytes hold " + found + ", not a " + type.getName(), null);
    }
    return type.cast(value);
  }

  /**
   * The bytes seen without classes.
   *
   * @throws CodecException when they are no message
   */
  public static Tree tree(byte[] bytes) {
    return read(
        bytes,
        reading -> {
          reading.begin();
          Tree tree = new TreeReader(reading).read();
          reading.end();
          return tree;
        });
  }

  /**
   * A live value as a tree.
   *
   * @throws CodecException when a part of it is no value
   */
  public static Tree treeOf(@Nullable Object value) {
    return tree(encode(value));
  }

  private @Nullable Object read(byte[] bytes, Form root) {
    return read(
        bytes,
        reading -> {
          reading.begin();
          reading.trail().root(root.what());
          Object value = new ValueReader(reading, refs).read(root);
          reading.end();
          return value;
        });
  }

  /** The roots that go with the beginning of the bytes, so that the others cost nothing. */
  private List<Form> candidates(byte[] bytes) {
    if (schema.forms().size() == 1) {
      return schema.forms();
    }
    return read(
        bytes,
        reading -> {
          reading.begin();
          return schema.candidates(reading);
        });
  }

  private static <T extends @Nullable Object> T read(byte[] bytes, Function<Reading, T> reader) {
    Reading reading = new Reading(bytes);
    try {
      return reader.apply(reading);
    } catch (CodecException e) {
      throw e;
    } catch (Input.Malformed e) {
      throw reading.failure(String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      // From constructors, equals and hashCode of the application, or from the JDK's own types.
      throw reading.failure(e.toString(), e);
    }
  }
}
