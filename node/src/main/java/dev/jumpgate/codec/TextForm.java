package dev.jumpgate.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How texts are written: a header of the number of bytes and, in its lowest two bits, how they are
 * to be read. Every text comes back as it was, lone surrogates too, which UTF-8 cannot express.
 */
final class TextForm {

  static final int LATIN1 = 0;
  static final int UTF8 = 1;
  static final int UTF16 = 2;

  /** A header for no text at all. */
  static final int NULL = 3;

  /** Up to this length a text is copied char by char, which is faster than looking first. */
  private static final int SHORT = 64;

  /** From this length on what is not Latin-1 is written in UTF-16, which needs no copy. */
  private static final int LONG = 4_096;

  private static final VarHandle CHARS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  // Whether a String is Latin-1 is known to itself, but nobody else may ask unless java.lang is
  // opened, as it is on a node. Where it is not, we look at the characters.
  private static final @Nullable MethodHandle CODER = coder();

  private TextForm() {}

  private static @Nullable MethodHandle coder() {
    try {
      return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
          .findVirtual(String.class, "coder", MethodType.methodType(byte.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** True only where the text itself says that it is Latin-1, which takes no time. */
  private static boolean knowsLatin1(String text) {
    try {
      return CODER != null && (byte) CODER.invokeExact(text) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("deprecation") // just what it is good for: the low bytes of Latin-1; so below
  static void write(String text, Output out) {
    int length = text.length();
    if (length > SHORT) {
      writeLong(text, out);
      return;
    }
    // Room for the header too, so that nothing moves in between.
    byte[] target = out.array(length + 10);
    int start = out.size();
    out.varint((long) length << 2 | LATIN1);
    int at = out.size();
    if (knowsLatin1(text)) {
      text.getBytes(0, length, target, at);
      out.advance(length);
      return;
    }
    int seen = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      seen |= c;
      target[at + i] = (byte) c;
    }
    if (seen <= 0xff) {
      out.advance(length);
    } else {
      out.retreat(start);
      writeWide(text, out);
    }
  }

  @SuppressWarnings("deprecation")
  private static void writeLong(String text, Output out) {
    if (isLatin1(text)) {
      out.varint((long) text.length() << 2 | LATIN1);
      out.pieces(
          text.length(),
          1,
          (from, target, at, count) -> text.getBytes(from, from + count, target, at));
    } else {
      writeWide(text, out);
    }
  }

  private static boolean isLatin1(String text) {
    if (knowsLatin1(text)) {
      return true;
    }
    int seen = 0;
    for (int i = 0; i < text.length(); i++) {
      seen |= text.charAt(i);
    }
    return seen <= 0xff;
  }

  private static void writeWide(String text, Output out) {
    if (text.length() < LONG && isWellFormed(text)) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.varint((long) encoded.length << 2 | UTF8);
      out.raw(encoded);
      return;
    }
    out.varint((long) text.length() << 3 | UTF16);
    out.pieces(
        text.length(),
        Character.BYTES,
        (from, target, at, count) -> {
          for (int i = 0; i < count; i++) {
            CHARS.set(target, at + Character.BYTES * i, text.charAt(from + i));
          }
        });
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** The text whose header was read, null where it stands for none. */
  static @Nullable String read(long header, Input in) {
    int form = (int) header & 3;
    long length = header >>> 2;
    if (form == NULL) {
      if (length != 0) {
        throw new Failure("not a text");
      }
      return null;
    }
    if (form == UTF16 && length % 2 != 0) {
      throw new Failure("not a text");
    }
    byte[] bytes = in.gathered(length);
    return switch (form) {
      case LATIN1 -> new String(bytes, StandardCharsets.ISO_8859_1);
      case UTF8 -> utf8(bytes);
      default -> chars(bytes);
    };
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Failure("not a text in UTF-8");
    }
  }

  private static String chars(byte[] bytes) {
    char[] chars = new char[bytes.length / Character.BYTES];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) CHARS.get(bytes, Character.BYTES * i);
    }
    return new String(chars);
  }
}
