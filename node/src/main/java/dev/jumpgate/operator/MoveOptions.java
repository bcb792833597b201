package dev.jumpgate.operator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process is to be moved.
 *
 * @param throttle how far a process that changes faster than it is copied may be slowed down, in
 *     percent of its speed, from 1 to 100; 100 leaves it alone
 * @param maxPause how long the process may stand still at most; null for as little as can be had
 *     after a few rounds, or not at all
 * @param patience how long the message in hand may take to its end
 * @param lastRevision true where a process whose message takes longer goes as of its last revision:
 *     that message is given up, and with it all that its handler did and would still do
 */
public record MoveOptions(
    int throttle, @Nullable Duration maxPause, Duration patience, boolean lastRevision) {

  /** Slows down to half, waits ten seconds, and leaves a stuck process where it is. */
  public static final MoveOptions DEFAULT = new MoveOptions(50, null, Duration.ofSeconds(10));

  /** Leaves a stuck process where it is. */
  public MoveOptions(int throttle, @Nullable Duration maxPause, Duration patience) {
    this(throttle, maxPause, patience, false);
  }

  public MoveOptions {
    if (throttle < 1 || throttle > 100) {
      throw new IllegalArgumentException("a throttle of %d percent".formatted(throttle));
    }
    if (patience.isNegative() || (maxPause != null && maxPause.isNegative())) {
      throw new IllegalArgumentException("a negative time");
    }
  }

  /** These, and a stuck process goes as of its last revision. */
  public MoveOptions withLastRevision() {
    return new MoveOptions(throttle, maxPause, patience, true);
  }
}
