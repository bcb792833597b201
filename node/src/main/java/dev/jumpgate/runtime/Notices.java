package dev.jumpgate.runtime;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Down;
import dev.jumpgate.process.Exit;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Monitor;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Supervisor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process does on a notice, within a turn. */
final class Notices {

  private Notices() {}

  /** The ties once the notice is handled, whatever the behavior made of it. */
  static Ties opened(Notice notice, Ties ties) {
    return switch (notice) {
      case Notice.Watch(var from) -> ties.watched(from);
      case Notice.Unwatch(var by) -> ties.unwatched(by);
      case Notice.Link(var from) -> ties.link(from);
      case Notice.Unlink(var by) -> ties.unlink(by);
      case Notice.Ended(var process, var _) -> ties.without(process);
      case Notice.Report _, Notice.Order _ -> ties;
    };
  }

  /** The state after a notice that came when the process had {@code before}. */
  static <S, M> @Nullable S react(Notice notice, Revision<S, M> before, Turn<M> turn) {
    return switch (notice) {
      case Notice.Ended(var process, var reason) -> ended(process, reason, before, turn);
      case Notice.Report(var child, var what) ->
          supervised(
              before, turn, (code, brood, context) -> code.reported(brood, child, what, context));
      case Notice.Watch _, Notice.Link _, Notice.Unwatch _, Notice.Unlink _ -> before.state();
      case Notice.Order order -> throw new IllegalStateException(order + " in a mailbox");
    };
  }

  private interface Event {
    Brood on(Supervising code, Brood brood, Turn<Supervisor.Message> context);
  }

  // What children tell is for supervisors alone.
  @SuppressWarnings("unchecked") // the code of a supervisor has a brood as its state
  private static <S, M> S supervised(Revision<S, M> before, Turn<M> turn, Event event) {
    return before.kind().behavior() instanceof Supervising code
        ? (S) event.on(code, (Brood) before.state(), (Turn<Supervisor.Message>) turn)
        : before.state();
  }

  private static <S, M> @Nullable S ended(
      Pid process, ExitReason reason, Revision<S, M> before, Turn<M> turn) {
    Ties ties = before.ledger().ties();
    Behavior<S, M> behavior = before.kind().behavior();
    if (ties.children().contains(process)) {
      return supervised(
          before, turn, (code, brood, context) -> code.gone(brood, process, reason, context));
    }
    Pid known = process.serial() == Relations.NOBODY ? null : process;
    S state = before.state();
    for (Map.Entry<Long, Pid> watch : ties.monitors().entrySet()) {
      if (state != null && watch.getValue().equals(process)) {
        state =
            behavior.monitored(state, new Down(new Monitor(watch.getKey()), known, reason), turn);
      }
    }
    if (state == null || !ties.links().contains(process)) {
      return state;
    }
    if (before.kind().traps()) {
      return behavior.exited(state, new Exit(known, reason), turn);
    }
    if (!(reason instanceof ExitReason.Normal)) {
      turn.stop(reason);
    }
    return state;
  }
}
