package dev.jumpgate.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes and the primitives that are written to it; {@link Input} reads them. */
final class Output {

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static final VarHandle CHARS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  // The lowest two bits of a text's header say how its bytes are to be read.
  static final int LATIN1 = 0;
  static final int UTF8 = 1;
  static final int UTF16 = 2;

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[128];
  private int size;

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  private void reserve(int more) {
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

  void block(byte[] block) {
    varint(block.length);
    reserve(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
  }

  /** Every text comes back as it was, lone surrogates too, which UTF-8 cannot express. */
  void text(String text) {
    int form = LATIN1;
    for (int i = 0; i < text.length() && form != UTF16; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        form = pair ? UTF8 : UTF16;
        i++;
      } else if (c > 0xff) {
        form = UTF8;
      }
    }
    byte[] encoded =
        form == UTF16
            ? charsOf(text)
            : text.getBytes(form == UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    varint((long) encoded.length << 2 | form);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  /** The chars as they are: a Charset would replace what is not well-formed. */
  private static byte[] charsOf(String text) {
    byte[] octets = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      CHARS.set(octets, 2 * i, text.charAt(i));
    }
    return octets;
  }
}
