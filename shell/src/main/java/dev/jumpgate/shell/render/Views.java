package dev.jumpgate.shell.render;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.MovesResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.StateDiff;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** How each type of value is shown that the facade returns: as its command shows it. */
final class Views {

  private static final List<View<?>> ALL =
      List.of(
          View.table(NodeStatus.class, Text::nodes),
          View.table(ProcessStatus.class, Text::processes),
          View.table(BundleStatus.class, CodeText::bundles),
          View.table(CrashStatus.class, WatchText::crashes),
          View.each(AuditEntry.class, WatchText::audit),
          View.table(Conflict.class, WatchText::conflicts),
          View.table(DeadLetter.class, WatchText::deadLetters),
          View.table(ProcessLoad.class, WatchText::loads),
          View.each(Event.class, Text::event),
          View.each(TraceStep.class, WatchText::step),
          View.alone(Tree.class, Text::tree),
          View.alone(Inspection.class, Text::inspection),
          View.alone(MoveResult.class, Text::move),
          View.table(MovePlan.class, PlaceText::plans),
          View.alone(MovesResult.class, PlaceText::moves),
          View.alone(RelocationPlan.class, PlaceText::relocation),
          View.alone(RelocationResult.class, PlaceText::relocation),
          View.alone(PushResult.class, CodeText::push),
          View.alone(UpgradeResult.class, (value, style) -> CodeText.upgrade(value, false, style)),
          View.alone(Crash.class, CrashText::report),
          View.alone(ReplayResult.class, (value, style) -> CrashText.replay(value, null, style)),
          View.alone(RedeliverResult.class, WatchText::redelivered),
          View.alone(History.class, WatchText::history),
          View.alone(StateDiff.class, WatchText::diff),
          View.alone(StopResult.class, WatchText::stopped));

  private Views() {}

  /** A value's text without the last line's end; what is no value of the facade prints itself. */
  static String text(Object value, Style style) {
    boolean list = value instanceof List<?>;
    List<?> values = value instanceof List<?> many ? many : List.of(value);
    return ALL.stream()
        .filter(view -> !values.isEmpty() && (!list || view.lists) && view.fits(values))
        .findFirst()
        .map(view -> view.text(values, style).stripTrailing())
        .orElseGet(value::toString);
  }

  /**
   * A way to show values of one type.
   *
   * @param lists true where it also shows several at once
   */
  private record View<T>(Class<T> type, boolean lists, BiFunction<List<T>, Style, String> shown) {

    static <T> View<T> table(Class<T> type, BiFunction<List<T>, Style, String> table) {
      return new View<>(type, true, table);
    }

    static <T> View<T> each(Class<T> type, BiFunction<T, Style, String> line) {
      return new View<>(
          type,
          true,
          (all, style) ->
              all.stream().map(v -> line.apply(v, style)).collect(Collectors.joining("\n")));
    }

    static <T> View<T> alone(Class<T> type, BiFunction<T, Style, String> text) {
      return new View<>(type, false, (one, style) -> text.apply(one.getFirst(), style));
    }

    boolean fits(List<?> values) {
      return values.stream().allMatch(type::isInstance);
    }

    String text(List<?> values, Style style) {
      return shown.apply(values.stream().map(type::cast).toList(), style);
    }
  }
}
