package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.shell.render.CrashText;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows handlers that failed. */
@Command(
    name = "crashes",
    customSynopsis = "jumpgate crashes [PATTERN | ID] [--json]",
    description = {
      "Lists the crashes that the nodes keep, newest first, or shows one whole.",
      "Whole: the message, the state before, the stack, and the last messages."
    },
    footer = {"", "Examples:", "  jumpgate crashes 'nav*'", "  jumpgate crashes ship-3"})
final class CrashesCommand extends OperatorCommand<CrashesCommand.Found> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CRASHED",
      description = "A process, where * stands for any text, or the id of a crash. Default: all.")
  private @Nullable String which;

  CrashesCommand(Invocation invocation) {
    super(invocation);
  }

  /** What was asked for. */
  sealed interface Found {

    record Some(List<CrashStatus> crashes) implements Found {}

    record One(Crash crash) implements Found {}
  }

  @Override
  Found ask(Operator operator) {
    List<CrashStatus> all = operator.crashes();
    if (which == null) {
      return new Found.Some(all);
    }
    String asked = which;
    if (all.stream().anyMatch(c -> c.id().equals(asked))) {
      return new Found.One(operator.crash(asked));
    }
    Pattern pattern = Patterns.parse(asked);
    List<CrashStatus> some = all.stream().filter(c -> isOf(c, pattern)).toList();
    // The node of an id knows best why it has no such crash.
    return some.isEmpty() && asked.matches("[^*?]+-\\d+")
        ? new Found.One(operator.crash(asked))
        : new Found.Some(some);
  }

  private static boolean isOf(CrashStatus crash, Pattern pattern) {
    return Patterns.matches(pattern, crash.name(), crash.pid());
  }

  @Override
  Object json(Found found) {
    return switch (found) {
      case Found.Some(var crashes) -> crashes;
      case Found.One(var crash) -> crash;
    };
  }

  @Override
  String text(Found found, Style style) {
    return switch (found) {
      case Found.Some(var crashes) when crashes.isEmpty() -> {
        invocation().remark("no crash" + (which == null ? " is kept" : " of " + which));
        yield "";
      }
      case Found.Some(var crashes) -> WatchText.crashes(crashes, style);
      case Found.One(var crash) -> CrashText.report(crash, style);
    };
  }
}
