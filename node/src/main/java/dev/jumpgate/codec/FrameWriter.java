package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * The writing end of a session of messages that one other reads in the same order: one direction of
 * a connection. What the values are made of is said with the first of them.
 *
 * <p>A value that cannot be encoded leaves the session as it was. A frame that was made and will
 * not reach the other end is to be taken back before the next is made.
 *
 * <p>For one thread at a time.
 */
public final class FrameWriter {

  /** The first byte of a frame that builds upon those before. */
  static final int CONTINUED = 0;

  private Writing writing = new Writing(new Output());
  private boolean started;
  // How much the other end knew before the last frame.
  private boolean startedBefore;
  private int shapesBefore;
  private int constantsBefore;

  /**
   * The frame of a value, which the other end must see next.
   *
   * @throws CodecException when a part of it cannot travel
   */
  public byte[] encode(@Nullable Object value) {
    if (writing.isFull()) {
      restart();
    }
    startedBefore = started;
    shapesBefore = writing.shapes().size();
    constantsBefore = writing.constants().size();
    writing.out().clear();
    writing.out().octet(started ? CONTINUED : Writing.VERSION);
    try {
      Messages.write(value, writing, () -> writing.value(value));
    } catch (CodecException e) {
      takeBack();
      throw e;
    }
    started = true;
    return writing.out().toArray();
  }

  /** Forgets the last frame: it never left. */
  public void takeBack() {
    started = startedBefore;
    writing.shapes().back(shapesBefore);
    writing.constants().back(constantsBefore);
  }

  /** Starts anew, which the next frame says: there is no room for more names. */
  private void restart() {
    writing = new Writing(new Output());
    started = false;
  }
}
