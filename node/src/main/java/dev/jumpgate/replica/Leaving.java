package dev.jumpgate.replica;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A process that is about to leave this node by itself and serves while it is copied, as the
 * source's side of a move sees it. No method blocks. A stage fails with a {@link
 * dev.jumpgate.process.JumpgateException} that says what was wrong in one line.
 */
interface Leaving extends Standing {

  /** True where the registry names a node that goes on with it when this one is lost. */
  boolean isFollowed();

  /** What the target is to know beforehand. */
  Transfer.Offer offer();

  /** Sends what changed since the last time; done once the target has taken it. */
  CompletionStage<Round> copy();

  /** From now on it changes at so many percent of its speed. */
  void slow(int percent);

  /** Has it stand at the end of its message; false where it did not get there in time. */
  CompletionStage<Boolean> freeze(Duration patience);

  /** What it is at, and since when; empty where that is nothing. */
  String inHand();

  /** While it stands: sends the last that changed, and all that waits. */
  CompletionStage<Round> finish();

  /** The target has taken so many bytes in all. */
  void taken(long bytes);

  /** No copy any more: it goes on as if nothing had been, frozen or not. */
  @Override
  void goOn();

  /**
   * What was sent at a time.
   *
   * @param bytes how much it was
   * @param nanos how long it took
   */
  record Round(long bytes, long nanos) {}
}
