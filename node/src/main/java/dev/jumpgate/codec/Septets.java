package dev.jumpgate.codec;

/**
 * Groups of seven bits, which varints are made of: all eight of a long at once, in three steps
 * (after "SIMD within a register").
 */
final class Septets {

  /** The bit of each byte that says that another follows. */
  static final long MORE = 0x8080_8080_8080_8080L;

  private Septets() {}

  /** The lower 56 bits of {@code value}, seven to a byte. */
  static long spread(long value) {
    long halves = (value & 0x0fff_ffffL) | ((value & 0x00ff_ffff_f000_0000L) << 4);
    long quarters = (halves & 0x0000_3fff_0000_3fffL) | ((halves & 0x0fff_c000_0fff_c000L) << 2);
    return (quarters & 0x007f_007f_007f_007fL) | ((quarters & 0x3f80_3f80_3f80_3f80L) << 1);
  }

  /** The opposite: seven bits of each byte of {@code spread}, side by side. */
  static long gathered(long spread) {
    long quarters = (spread & 0x007f_007f_007f_007fL) | ((spread & 0x7f00_7f00_7f00_7f00L) >>> 1);
    long halves = (quarters & 0x0000_3fff_0000_3fffL) | ((quarters & 0x3fff_0000_3fff_0000L) >>> 2);
    return (halves & 0x0fff_ffffL) | ((halves & 0x0fff_ffff_0000_0000L) >>> 4);
  }
}
