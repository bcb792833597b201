package dev.jumpgate.operator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a move would be like, without having begun.
 *
 * @param name the process's name, or its pid
 * @param from the node that has it
 * @param to the node that would have it
 * @param stateBytes the size of its state as it would travel
 * @param mailbox how many messages wait
 * @param rounds how many times state would be copied, the last one under the freeze
 * @param bytes what would be sent in all
 * @param total how long it would take
 * @param pause how long the process would handle no message
 * @param standby true where its standby there would go on: nothing would be copied
 * @param reasons why it would be refused, one line each; empty where it would be done
 */
public record MovePlan(
    String name,
    String from,
    String to,
    long stateBytes,
    int mailbox,
    int rounds,
    long bytes,
    Duration total,
    Duration pause,
    boolean standby,
    List<String> reasons) {

  /** The same, and refused for one more reason. */
  public MovePlan refused(String reason) {
    return new MovePlan(
        name,
        from,
        to,
        stateBytes,
        mailbox,
        rounds,
        bytes,
        total,
        pause,
        standby,
        Stream.concat(reasons.stream(), Stream.of(reason)).toList());
  }
}
