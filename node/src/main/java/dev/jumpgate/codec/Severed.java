package dev.jumpgate.codec;

/** The other end of a stream failed: not a fault of the value, so no path belongs to it. */
final class Severed extends RuntimeException {

  private final Exception why;

  Severed(Exception why) {
    super(why.toString(), why, false, false);
    this.why = why;
  }

  /** What the sink or source threw. */
  Exception why() {
    return why;
  }
}
