package dev.jumpgate.operator;

import java.time.Duration;
import java.util.List;

/**
 * An upgrade or rollback that is done, or was tried on copies.
 *
 * @param target as it was named
 * @param version the version it went to, {@code spaceship@2}
 * @param converted the names of the processes that run it now; of a dry run, that could
 * @param failed those that stay on their version, serving
 * @param total from the command to the last process
 * @param pauseMax the longest time that one of them handled no message
 */
public record UpgradeResult(
    String target,
    String version,
    List<String> converted,
    List<Failure> failed,
    Duration total,
    Duration pauseMax) {

  /**
   * A process that could not go on under the version.
   *
   * @param path where in its state, empty where it is not about the state
   */
  public record Failure(String name, String path, String reason) {}
}
