package dev.jumpgate.replica;

import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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

  /**
   * Has it stand at the end of its message, or without that, where the options say so and it does
   * not come to its end in time; false where it does not stand.
   */
  CompletionStage<Boolean> freeze(MoveOptions options);

  /** Why it does not stand, and what can be done. */
  OperatorException stuck(MoveOptions options);

  /** The report of the message that was given up for it to stand; null where none was. */
  @Nullable String givenUp();

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
