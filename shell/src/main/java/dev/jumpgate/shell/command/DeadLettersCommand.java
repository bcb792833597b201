package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows messages that nobody handled, and sends one again. */
@Command(
    name = "deadletters",
    customSynopsis = "jumpgate deadletters [PATTERN | --redeliver ID] [--json]",
    description = "Lists the messages that nobody handled, newest first, or sends one again.",
    footer = {
      "",
      "Examples:",
      "  jumpgate deadletters 'nav*'",
      "  jumpgate deadletters --redeliver ship-12"
    })
final class DeadLettersCommand extends OperatorCommand<DeadLettersCommand.Found> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Those for processes of this name or pid; * stands for any text. Default: all.")
  private @Nullable String pattern;

  @Option(
      names = "--redeliver",
      paramLabel = "ID",
      description = "Send this one to its process once more.")
  private @Nullable String redeliver;

  DeadLettersCommand(Invocation invocation) {
    super(invocation);
  }

  /** What was asked for. */
  sealed interface Found {

    record Some(List<DeadLetter> letters) implements Found {}

    record Sent(RedeliverResult result) implements Found {}
  }

  @Override
  Found ask(Operator operator) {
    if (pattern != null && redeliver != null) {
      throw new OperatorException(
          BAD_USAGE, "a pattern lists and --redeliver sends: one of them at a time", null);
    }
    if (redeliver != null) {
      return new Found.Sent(operator.redeliver(redeliver));
    }
    Pattern wanted = Patterns.orAll(pattern);
    return new Found.Some(
        operator.deadletters().stream().filter(l -> wanted.matches(l.process())).toList());
  }

  @Override
  Object json(Found found) {
    return switch (found) {
      case Found.Some(var letters) -> letters;
      case Found.Sent(var result) -> result;
    };
  }

  @Override
  String text(Found found, Style style) {
    return switch (found) {
      case Found.Some(var letters) when letters.isEmpty() -> {
        invocation().remark("no dead letter" + (pattern == null ? "" : " for " + pattern));
        yield "";
      }
      case Found.Some(var letters) -> WatchText.deadLetters(letters, style);
      case Found.Sent(var result) -> WatchText.redelivered(result, style);
    };
  }
}
