package dev.jumpgate.gate.evaluator;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.UpgradeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that travel as they are, because the shell shows them better than as text. */
final class Answers {

  private Answers() {}

  /** The answer that holds a value; null for one that travels as text. */
  static @Nullable Evaluated of(@Nullable Object value) {
    Result result =
        switch (value) {
          case MoveResult move -> new Result.Moved(move);
          case UpgradeResult upgrade -> new Result.Upgraded(upgrade);
          case NodeStatus node -> new Result.Nodes(List.of(node));
          case ProcessStatus process -> new Result.Processes(List.of(process));
          case List<?> list when !list.isEmpty() -> list(list);
          case null, default -> null;
        };
    return result == null ? null : new Evaluated.Answer(result);
  }

  private static @Nullable Result list(List<?> list) {
    return switch (list.getFirst()) {
      case NodeStatus _ -> all(NodeStatus.class, list, Result.Nodes::new);
      case ProcessStatus _ -> all(ProcessStatus.class, list, Result.Processes::new);
      case AuditEntry _ -> all(AuditEntry.class, list, Result.Audit::new);
      case Event _ -> all(Event.class, list, Result.Events::new);
      case EvalStatus _ -> all(EvalStatus.class, list, Result.Evals::new);
      case null, default -> null;
    };
  }

  private static <T> @Nullable Result all(
      Class<T> type, List<?> list, java.util.function.Function<List<T>, Result> wrap) {
    return list.stream().allMatch(type::isInstance)
        ? wrap.apply(list.stream().<T>map(type::cast).toList())
        : null;
  }
}
