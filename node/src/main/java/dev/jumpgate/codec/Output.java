package dev.jumpgate.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being written, primitive by primitive; {@link Input} reads them. They gather in an array
 * that grows, or go to a sink in chunks.
 */
final class Output {

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_VARINT = 10;

  private static final int LARGEST_KEPT = 1 << 20;

  private final @Nullable ChunkSink sink;
  private byte[] bytes;
  private int size;
  private long sent;

  Output() {
    sink = null;
    bytes = new byte[128];
  }

  /** Chunks of at most {@code chunk} bytes, which must have room for a few primitives. */
  Output(ChunkSink sink, int chunk) {
    this.sink = sink;
    bytes = new byte[chunk];
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  /** How many bytes were written in all. */
  long position() {
    return sent + size;
  }

  /** Starts anew, with the array that there is unless it grew large. */
  void clear() {
    size = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[LARGEST_KEPT];
    }
  }

  /** Hands over what there is, where there is a sink. */
  void flush() {
    if (sink == null || size == 0) {
      return;
    }
    byte[] chunk = toArray();
    sent += size;
    size = 0;
    try {
      sink.accept(chunk);
    } catch (IOException | RuntimeException e) {
      throw new Severed(e);
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      makeRoom(more);
    }
  }

  private void makeRoom(int more) {
    flush();
    if (bytes.length - size < more) {
      int wanted = Math.addExact(size, more);
      // Twice the size, or just what is wanted where twice would be too large for an array.
      bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * size, 1 << 30)));
    }
  }

  void tag(Tag tag) {
    octet(tag.code());
  }

  void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Seven bits a byte, the lowest first; negative numbers take ten bytes. */
  void varint(long value) {
    reserve(LONGEST_VARINT);
    if ((value & ~0x7fL) == 0) {
      bytes[size++] = (byte) value;
    } else if (value >>> 56 == 0) {
      // All bytes at once, without a loop whose end nobody can foretell.
      long spread = Septets.spread(value);
      int last = (Long.SIZE - 1 - Long.numberOfLeadingZeros(spread)) & -Byte.SIZE;
      LONGS.set(bytes, size, spread | (Septets.MORE & ((1L << last) - 1)));
      size += (last >>> 3) + 1;
    } else {
      longVarint(value);
    }
  }

  private void longVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number that may be negative: small ones of either sign take one byte. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void fixedInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void fixedLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  void text(String text) {
    TextForm.write(text, this);
  }

  // What the slots of records hold without a tag. Compiled code calls these by name.

  void writeBoolean(boolean value) {
    octet(value ? 1 : 0);
  }

  void writeByte(byte value) {
    octet(value);
  }

  void writeShort(short value) {
    zigzag(value);
  }

  void writeInt(int value) {
    zigzag(value);
  }

  void writeLong(long value) {
    zigzag(value);
  }

  void writeFloat(float value) {
    fixedInt(Float.floatToRawIntBits(value));
  }

  void writeDouble(double value) {
    fixedLong(Double.doubleToRawLongBits(value));
  }

  void writeChar(char value) {
    varint(value);
  }

  void writeText(@Nullable String value) {
    if (value == null) {
      throw new Failure("null, and the component is not @Nullable");
    }
    text(value);
  }

  void writeNullableText(@Nullable String value) {
    if (value == null) {
      octet(TextForm.NULL);
    } else {
      text(value);
    }
  }

  /** The array to write the next {@code count} bytes to, from {@link #size} on. */
  byte[] array(int count) {
    reserve(count);
    return bytes;
  }

  /** After bytes were written to the array. */
  void advance(int count) {
    size += count;
  }

  /** Takes back what was written since the size was {@code earlier}; never across a flush. */
  void retreat(int earlier) {
    size = earlier;
  }

  /** Something that can copy a part of itself. */
  @FunctionalInterface
  interface Part {
    void copy(int from, byte[] target, int at, int count);
  }

  /** {@code length} units of {@code width} bytes, chunk by chunk. */
  void pieces(int length, int width, Part part) {
    int done = 0;
    while (done < length) {
      if (sink == null) {
        reserve(Math.multiplyExact(length - done, width));
      } else if (bytes.length - size < width) {
        flush();
      }
      int count = Math.min(length - done, (bytes.length - size) / width);
      part.copy(done, bytes, size, count);
      size += count * width;
      done += count;
    }
  }

  /** A length and that many bytes. */
  void block(byte[] block) {
    varint(block.length);
    raw(block);
  }

  void raw(byte[] block) {
    pieces(
        block.length,
        1,
        (from, target, at, count) -> System.arraycopy(block, from, target, at, count));
  }
}
