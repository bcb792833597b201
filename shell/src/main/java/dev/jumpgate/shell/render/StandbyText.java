package dev.jumpgate.shell.render;

import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.ProcessStatus;
import org.jspecify.annotations.Nullable;

/** What is said of standbys and of their going on, as lines for people. */
public final class StandbyText {

  private StandbyText() {}

  /** Where the standby of a process is. */
  public static String kept(ProcessStatus process) {
    String label = Plain.line(WatchText.process(process.name(), process.pid()));
    if (process.standby() == null) {
      return process.standbyStatus() == null
          ? "%s has no standby\n".formatted(label)
          : "%s has no standby yet: %s\n".formatted(label, place(process));
    }
    return "%s on %s has its standby on %s\n"
        .formatted(label, Plain.line(process.node()), Plain.line(String.valueOf(place(process))));
  }

  /** Where the standby is and how it follows, or what becomes of the wish for one; or null. */
  static @Nullable String place(ProcessStatus process) {
    String status = process.standbyStatus();
    if (process.standby() != null) {
      return status == null ? process.standby() : "%s (%s)".formatted(process.standby(), status);
    }
    return "wanted".equals(status) ? "wanted, no node" : status;
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
