package dev.jumpgate.operator;

import java.util.List;

/**
 * How processes would be spread over the nodes, without having begun.
 *
 * @param flows what would go where; empty where nothing would
 * @param staying the processes that could not move now, and why
 */
public record RelocationPlan(List<Flow> flows, List<MoveFailure> staying) {

  /** How many processes would move. */
  public int processes() {
    return flows.stream().mapToInt(Flow::processes).sum();
  }
}
