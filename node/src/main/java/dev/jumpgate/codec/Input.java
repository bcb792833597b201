package dev.jumpgate.codec;

import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being read, primitive by primitive, as {@link Output} wrote them: one array, or the chunks
 * of a source. No more is allocated than has come: lengths are believed when the bytes are there.
 */
final class Input {

  /** How much of a long part is asked for at once, where it is not there yet. */
  private static final int STEP = 64 << 10;

  private final @Nullable ChunkSource source;
  private byte[] bytes;
  private int position;
  private int limit;
  // Bytes that came before the array.
  private long passed;

  Input(byte[] bytes) {
    source = null;
    this.bytes = bytes;
    limit = bytes.length;
  }

  Input(ChunkSource source) {
    this.source = source;
    bytes = new byte[0];
  }

  /** How many bytes were read in all. */
  long position() {
    return passed + position;
  }

  /** How many bytes are there and not read. */
  int left() {
    return limit - position;
  }

  /** Goes back to an earlier position; never where there is a source. */
  void back(long earlier) {
    position = (int) (earlier - passed);
  }

  private void require(int count) {
    if (limit - position < count) {
      await(count);
    }
  }

  private void await(int count) {
    while (limit - position < count) {
      byte[] chunk = source == null ? null : next(source);
      if (chunk == null) {
        throw endsEarly(count);
      }
      byte[] rest = position == limit ? chunk : Arrays.copyOf(bytes, left() + chunk.length);
      if (position < limit) {
        System.arraycopy(bytes, position, rest, 0, left());
        System.arraycopy(chunk, 0, rest, left(), chunk.length);
      }
      passed += position;
      bytes = rest;
      position = 0;
      limit = rest.length;
    }
  }

  private static byte @Nullable [] next(ChunkSource source) {
    try {
      return source.next();
    } catch (IOException | RuntimeException e) {
      throw new Severed(e);
    }
  }

  private Failure endsEarly(long count) {
    return new Failure("the bytes end early: " + count + " more wanted, " + left() + " left");
  }

  Tag tag() {
    int code = octet();
    if (code < 0 || code >= Tag.COUNT) {
      throw new Failure("no value starts with byte " + (code & 0xff));
    }
    return Tag.of(code);
  }

  /** The octet behind {@code tag} where both are next; negative where they are not. */
  int peek(Tag tag) {
    return limit - position >= 2 && bytes[position] == tag.code() ? bytes[position + 1] : -1;
  }

  /** Where the shape that is next belongs among the known ones. */
  int shapePlace() {
    return KnownShapes.place(bytes, position, limit);
  }

  /** Steps over these bytes where they are next. */
  boolean skips(byte[] expected) {
    if (!KnownShapes.begins(bytes, position, limit, expected)) {
      return false;
    }
    position += expected.length;
    return true;
  }

  void skip(int count) {
    position += count;
  }

  byte octet() {
    require(1);
    return bytes[position++];
  }

  long varint() {
    if (position < limit) {
      byte first = bytes[position];
      if (first >= 0) {
        position++;
        return first;
      }
    }
    return longVarint();
  }

  private long longVarint() {
    if (limit - position >= Long.BYTES) {
      long next = (long) Output.LONGS.get(bytes, position);
      long ends = ~next & Septets.MORE;
      if (ends != 0) {
        position += (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
        // What is above the first end belongs to others.
        return Septets.gathered(next & (ends ^ (ends - 1)));
      }
    }
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new Failure("a number of more than ten bytes");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A zigzag number that must lie between the two. */
  long zigzag(long min, long max) {
    long value = zigzag();
    if (value < min || value > max) {
      throw new Failure(value + " is out of range");
    }
    return value;
  }

  /** A varint between 0 and {@code max}. */
  int index(int max) {
    long value = varint();
    if (value < 0 || value > max) {
      throw new Failure(Long.toUnsignedString(value) + " is above " + max);
    }
    return (int) value;
  }

  /**
   * The number of things to come, each of at least {@code unit} bytes. From a source it is not yet
   * known to be true: see {@link #likely}.
   */
  int count(int unit) {
    long count = varint();
    long most = source == null ? left() / unit : Integer.MAX_VALUE;
    if (count < 0 || count > most) {
      throw new Failure(
          "the bytes end early: "
              + Long.toUnsignedString(count)
              + " things announced, "
              + left()
              + " bytes left");
    }
    return (int) count;
  }

  /** For how many of {@code count} announced things it is safe to make room now. */
  int likely(int count) {
    return Math.min(count, left());
  }

  int fixedInt() {
    require(Integer.BYTES);
    int value = (int) Output.INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  long fixedLong() {
    require(Long.BYTES);
    long value = (long) Output.LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** What {@link Output#block} wrote. */
  byte[] block() {
    return gathered(varint());
  }

  Bytes bytes() {
    long length = varint();
    if (length < 0 || length > left()) {
      return Bytes.copyOf(gathered(length));
    }
    Bytes block = Bytes.copyOf(bytes, position, position + (int) length);
    position += (int) length;
    return block;
  }

  /** The next {@code length} bytes. */
  byte[] gathered(long length) {
    if (length < 0 || (source == null && length > left()) || length > Integer.MAX_VALUE - 8) {
      throw endsEarly(length);
    }
    byte[] block = new byte[(int) Math.min(length, Math.max(left(), STEP))];
    int done = 0;
    while (done < length) {
      require(1);
      if (done == block.length) {
        block = Arrays.copyOf(block, (int) Math.min(length, 2L * block.length));
      }
      int count = Math.min(block.length - done, left());
      System.arraycopy(bytes, position, block, done, count);
      position += count;
      done += count;
    }
    return block;
  }

  String text() {
    String text = nullableText();
    if (text == null) {
      throw new Failure("not a text");
    }
    return text;
  }

  private @Nullable String nullableText() {
    long header = varint();
    long length = header >>> 2;
    if ((header & 3) == TextForm.LATIN1 && length <= limit - position) {
      int start = position;
      position += (int) length;
      return new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
    }
    return TextForm.read(header, this);
  }

  // What the slots of records hold without a tag. Compiled code calls these by name.

  boolean readBoolean() {
    return index(1) == 1;
  }

  byte readByte() {
    return octet();
  }

  short readShort() {
    return (short) zigzag(Short.MIN_VALUE, Short.MAX_VALUE);
  }

  int readInt() {
    return (int) zigzag(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  long readLong() {
    return zigzag();
  }

  float readFloat() {
    return Float.intBitsToFloat(fixedInt());
  }

  double readDouble() {
    return Double.longBitsToDouble(fixedLong());
  }

  char readChar() {
    return (char) index(Character.MAX_VALUE);
  }

  String readText() {
    String text = nullableText();
    if (text == null) {
      throw new Failure("null, and the component is not @Nullable");
    }
    return text;
  }

  @Nullable String readNullableText() {
    return nullableText();
  }
}
