package dev.jumpgate.operator;

import java.time.Duration;

/**
 * How far a move has come.
 *
 * @param name the process's name, or its pid
 * @param to the node that is to have it
 * @param round how many times state has been copied, each time what changed since the one before
 * @param bytes what has been sent so far
 * @param bytesPerSecond how fast that went
 * @param left how long the copy may still take
 */
public record MoveProgress(
    String name, String to, int round, long bytes, long bytesPerSecond, Duration left) {

  /** All of it in one line. */
  public String text() {
    return "%s to %s: round %d, %,d KB sent at %,d KB/s, some %,d ms left"
        .formatted(name, to, round, bytes >> 10, bytesPerSecond >> 10, left.toMillis());
  }
}
