package dev.jumpgate.replica.standby;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a process, and what it takes to go on with it here. No method blocks; each may be
 * called under a lock. What comes back may come on any thread, in order.
 */
interface Likeness {

  /** Parts of a new stream follow; what is there stays until the first revision of it is there. */
  void begin(LongConsumer applied, Consumer<String> failed);

  /** A part of a revision, whose sequence is given with the last one, and -1 before. */
  void take(byte[] part, long revision);

  /** True once there is something to go on with. */
  boolean isWhole();

  /**
   * Makes the process of the last revision, which handles nothing yet.
   *
   * @param done gets null, or why it cannot be made
   */
  void prepare(Consumer<@Nullable String> done);

  /** The process that was prepared goes on here. */
  void activate();

  /** The process that was prepared is thrown away; the copy stays. */
  void discard();

  /** The copy is thrown away. */
  void drop();
}
