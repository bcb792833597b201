package dev.jumpgate.replica.standby;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * A process of this node as the one who keeps it safe sees it. No method blocks; each may be called
 * under a lock.
 */
interface Subject {

  Pid pid();

  /** What the registry has it under. */
  String key();

  long epoch();

  /** Sends the offer, the whole, and then each later revision, in place of what was sent before. */
  void follow(String node, Word.Offer offer);

  /** From the next boundary on nothing leaves that is not acknowledged; tells from where. */
  void hold(LongConsumer from);

  /** Everything up to that revision may leave. */
  void acknowledged(long revision);

  /**
   * Keeps it from being moved.
   *
   * @return false where it is being moved, or is over
   */
  boolean pin();

  void unpin();

  /** It goes on here at that epoch, and nothing is held back or sent any more. */
  void goOn(long epoch);

  /** It is to have no copy any more: what was kept for whoever asks again is not kept. */
  void forsake();

  /** Nothing that is held back leaves any more: another node goes on with it. */
  void abandon();

  /**
   * Has it stand still at a boundary.
   *
   * @param patience how long the message in hand is waited for
   * @param halted gets the revision that it stands at, or -1 where it does not come to a boundary
   *     or is being moved
   */
  void halt(Duration patience, LongConsumer halted);

  /** It goes on after {@link #halt}, as if nothing had been. */
  void resume();

  /** After {@link #halt}: another node owns it at that epoch, and what waits follows it. */
  void depart(String node, long epoch);
}
