package dev.jumpgate.codec;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Shapes that were read before, found again by their bytes: a message of its own says its shapes
 * anew, and nearly all messages are of few kinds. Like every shape they hold names and keep no
 * class. Bounded: the latest of those that share a place stays.
 */
final class KnownShapes {

  private static final int PLACES = 256;
  private static final int LONGEST = 1_024;

  private static final AtomicReferenceArray<@Nullable Shape> ALL =
      new AtomicReferenceArray<>(PLACES);

  private KnownShapes() {}

  /** The shape that is next, which is then behind us; null where it is not known. */
  static @Nullable Shape next(Input in) {
    int place = in.shapePlace();
    Shape known = place < 0 ? null : ALL.get(place);
    return known != null && in.skips(known.bytes()) ? known : null;
  }

  static void remember(Shape shape) {
    byte[] bytes = shape.bytes();
    int place = bytes.length > LONGEST ? -1 : place(bytes, 0, bytes.length);
    if (place >= 0) {
      ALL.set(place, shape);
    }
  }

  /** Where a shape belongs that begins there, by the end of its type's name; -1 for none. */
  static int place(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return -1;
    }
    // The header of the name: its length and form in one or two septets.
    int header = bytes[from];
    int start = from + 1;
    if (header < 0) {
      header = (header & 0x7f) | (bytes[start] << 7);
      start++;
    }
    int end = start + (header >>> 2);
    if (header < 0 || end > to || end - start < Long.BYTES) {
      return -1;
    }
    long tail = (long) Output.LONGS.get(bytes, end - Long.BYTES) + (end - start);
    return (int) ((tail * 0x9e3779b97f4a7c15L) >>> 56);
  }

  /** True where the bytes from there on begin with {@code expected}. */
  static boolean begins(byte[] bytes, int from, int to, byte[] expected) {
    return to - from >= expected.length
        && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }
}
