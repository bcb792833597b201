package dev.jumpgate.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An array of bytes and the primitives that are read from it, as {@link Output} wrote them. Every
 * length is checked against what is left before anything is allocated.
 */
final class Input {

  private final byte[] bytes;
  private int position;

  /** What is wrong with the bytes; {@link Reading} adds where. */
  static final class Malformed extends RuntimeException {
    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  int left() {
    return bytes.length - position;
  }

  private void require(long count) {
    if (count > left()) {
      throw new Malformed("the bytes end early: " + count + " more wanted, " + left() + " left");
    }
  }

  Tag tag() {
    int code = octet();
    if (code < 0 || code >= Tag.COUNT) {
      throw new Malformed("no value starts with byte " + (code & 0xff));
    }
    return Tag.of(code);
  }

  byte octet() {
    require(1);
    return bytes[position++];
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new Malformed("a number of more than ten bytes");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A zigzag number that must lie between the two. */
  long zigzag(long min, long max) {
    long value = zigzag();
    if (value < min || value > max) {
      throw new Malformed(value + " is out of range");
    }
    return value;
  }

  /** A varint between 0 and {@code max}. */
  int index(int max) {
    long value = varint();
    if (value < 0 || value > max) {
      throw new Malformed(Long.toUnsignedString(value) + " is above " + max);
    }
    return (int) value;
  }

  /** The number of things to come, each of at least {@code unit} bytes. */
  int count(int unit) {
    long count = varint();
    if (count < 0 || count > left() / unit) {
      throw new Malformed(
          "the bytes end early: "
              + Long.toUnsignedString(count)
              + " things announced, "
              + left()
              + " bytes left");
    }
    return (int) count;
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

  byte[] block() {
    int length = count(1);
    byte[] block = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return block;
  }

  String text() {
    long header = varint();
    int form = (int) header & 3;
    long length = header >>> 2;
    require(length);
    if (form > Output.UTF16 || (form == Output.UTF16 && length % 2 != 0)) {
      throw new Malformed("not a text");
    }
    int start = position;
    position += (int) length;
    return switch (form) {
      case Output.LATIN1 -> new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
      case Output.UTF8 -> utf8(ByteBuffer.wrap(bytes, start, (int) length));
      default -> chars(start, (int) length / 2);
    };
  }

  private static String utf8(ByteBuffer encoded) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not a text in UTF-8");
    }
  }

  private String chars(int start, int count) {
    char[] chars = new char[count];
    for (int i = 0; i < count; i++) {
      chars[i] = (char) Output.CHARS.get(bytes, start + 2 * i);
    }
    return new String(chars);
  }
}
