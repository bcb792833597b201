package dev.jumpgate.codec;

/** The other end of a stream failed: not a fault of the value, so no path belongs to it. */
final class Severed extends RuntimeException {

  private final Exception why;

  Severed(Exception why) {
    super(why.toString(), why, false, false);
    this.why = why;
  }

  /** What the sink or source threw, where it is a {@code type}; else it is thrown here. */
  <E extends Exception> E cause(Class<E> type) {
    if (why instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return type.cast(why);
  }
}
