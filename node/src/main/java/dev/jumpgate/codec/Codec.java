package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import org.jspecify.annotations.Nullable;

/**
 * The translator between values and bytes.
 *
 * <p>Writing needs nothing but the value. Reading needs a {@link Schema}, or gives a {@link Tree}.
 * A record that was written by another version of its class is read by the names of its components:
 * what was added gets zero or empty, what was removed is skipped, numbers widen; what does not fit
 * is refused with its path.
 *
 * <p>Each call here is a message of its own. For many messages of one kind there are {@link
 * FrameWriter} and {@link FrameReader}, for values of any size {@link StreamWriter} and {@link
 * StreamReader}: they say once what the values are made of.
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
    Writing writing = new Writing(new Output());
    return message(value, writing, () -> writing.value(value));
  }

  /**
   * The bytes of the value that {@code tree} shows, for {@link #decode} with any schema that fits.
   *
   * @throws CodecException when a part of it cannot travel
   */
  public static byte[] encodeAsValue(Tree tree) {
    Writing writing = new Writing(new Output());
    return message(tree, writing, () -> new TreeWriter(writing).write(tree));
  }

  private static byte[] message(@Nullable Object value, Writing writing, Messages.Writer writer) {
    writing.out().octet(Writing.VERSION);
    Messages.write(value, writing, writer);
    return writing.out().toArray();
  }

  /**
   * The value of the bytes: of one of the schema's roots, null where null was written.
   *
   * @throws CodecException when the bytes are no such value
   */
  public @Nullable Object decode(byte[] bytes) {
    Reading reading = new Reading(new Input(bytes));
    return Messages.read(
        reading,
        refs,
        () -> {
          reading.checkVersion();
          return value(reading);
        });
  }

  /** The one value of the bytes, behind what every message starts with. */
  @Nullable Object value(Reading reading) {
    Object value = schema.roots().read(reading, () -> reading.mark());
    reading.checkEnd();
    return value;
  }

  /**
   * The value of the bytes, which is a {@code type} and not null.
   *
   * @throws CodecException when the bytes are no such value
   */
  public <T> T decode(byte[] bytes, Class<T> type) {
    return Messages.cast(decode(bytes), type);
  }

  /**
   * The bytes seen without classes.
   *
   * @throws CodecException when they are no message
   */
  public static Tree tree(byte[] bytes) {
    Reading reading = new Reading(new Input(bytes));
    return Messages.read(
        reading,
        Refs.NONE,
        () -> {
          reading.checkVersion();
          Tree tree = new TreeReader(reading).read();
          reading.checkEnd();
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

  Roots roots() {
    return schema.roots();
  }

  Refs refs() {
    return refs;
  }
}
