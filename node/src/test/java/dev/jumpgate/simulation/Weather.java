package dev.jumpgate.simulation;

import java.time.Duration;

/**
 * How bad things are.
 *
 * @param unclear how many of the table's answers are lost, of one
 * @param hop the longest that a frame, a request or a piece of news is under way
 * @param crashSeen the longest until a member finds out that another one crashed
 * @param cutSeen the longest until a member finds out that it does not reach another one
 */
public record Weather(double unclear, Duration hop, Duration crashSeen, Duration cutSeen) {

  /** Much is slow, and answers of the table are lost; no node is. */
  public static Weather slow() {
    return new Weather(0.2, Duration.ofMillis(80), Duration.ofMillis(100), Duration.ofSeconds(5));
  }

  /** Answers are lost, and much is slow. */
  public static Weather rough() {
    return new Weather(0.2, Duration.ofMillis(30), Duration.ofMillis(600), Duration.ofSeconds(6));
  }
}
