package dev.jumpgate.shell.render;

import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.ProcessStatus;

/** What is said of standbys and of their going on, as lines for people. */
public final class StandbyText {

  private StandbyText() {}

  /** Where the standby of a process is. */
  public static String kept(ProcessStatus process) {
    String label = Plain.line(WatchText.process(process.name(), process.pid()));
    return process.standby() == null
        ? "%s has no standby\n".formatted(label)
        : "%s on %s has its standby on %s\n"
            .formatted(label, Plain.line(process.node()), Plain.line(process.standby()));
  }

  /** A standby that goes on. */
  public static String wentOn(MoveResult move) {
    return "%s goes on at %s in place of %s: epoch %d, took %s\n"
        .formatted(
            Plain.line(move.name()),
            Plain.line(move.to()),
            Plain.line(move.from()),
            move.epoch(),
            Quantity.duration(move.total()));
  }
}
