package dev.jumpgate.replica;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A process that is about to leave this node, as the source's side of a move sees it. No method
 * blocks. A stage fails with a {@link dev.jumpgate.process.JumpgateException} that says what was
 * wrong in one line.
 */
interface Leaving {

  Pid pid();

  @Nullable String name();

  /** The epoch at which this node owns it. */
  long epoch();

  default String label() {
    String name = name();
    return name == null ? pid().toString() : name;
  }

  /** What the target is to know beforehand. */
  Transfer.Offer offer();

  /** Sends what changed since the last time; done once the target has taken it. */
  CompletionStage<Round> copy();

  /** From now on it changes at so many percent of its speed. */
  void slow(int percent);

  /** Has it stand at the end of its message; false where it did not get there in time. */
  CompletionStage<Boolean> freeze(Duration patience);

  /** While it stands: sends the last that changed, and all that waits. */
  CompletionStage<Round> finish();

  /** The target has taken so many bytes in all. */
  void taken(long bytes);

  /** No copy any more: it goes on as if nothing had been, frozen or not. */
  void goOn();

  /** This node may soon own it at that epoch. */
  void reclaims(long epoch);

  /** It goes on at that epoch. */
  void goOn(long epoch);

  /** It is gone: what came meanwhile follows it. Done with how many that were. */
  CompletionStage<Integer> depart(String node, long epoch);

  /**
   * What was sent at a time.
   *
   * @param bytes how much it was
   * @param nanos how long it took
   */
  record Round(long bytes, long nanos) {}
}
