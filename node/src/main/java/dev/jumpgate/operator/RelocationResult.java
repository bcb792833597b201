package dev.jumpgate.operator;

import java.time.Duration;
import java.util.List;

/**
 * How processes were spread over the nodes.
 *
 * @param flows what went where
 * @param failed the processes that did not move, and why
 * @param total from the command to the last process
 */
public record RelocationResult(List<Flow> flows, List<MoveFailure> failed, Duration total) {

  /** How many processes moved. */
  public int moved() {
    return flows.stream().mapToInt(Flow::processes).sum();
  }
}
