package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.History;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the last revisions of a process. */
@Command(
    name = "history",
    customSynopsis = "jumpgate history NAME [--on | --off] [--json]",
    description = {
      "Lists the last revisions of a process, and the message that led to each.",
      "diff compares two of them, inspect --at shows one.",
      "They are kept by the process's node: where it moves to, or its standby goes on, the list"
          + " begins anew, with the state that came."
    },
    footer = {"", "Examples:", "  jumpgate history nav", "  jumpgate history nav --off"})
final class HistoryCommand extends OperatorCommand<History> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Option(names = "--on", description = "Keep its revisions from now on.")
  private boolean on;

  @Option(names = "--off", description = "Forget its revisions and keep none.")
  private boolean off;

  HistoryCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  History ask(Operator operator) {
    if (on && off) {
      throw new OperatorException(BAD_USAGE, "--on and --off exclude each other", null);
    }
    return on || off ? operator.history(name, on) : operator.history(name);
  }

  @Override
  String text(History history, Style style) {
    return WatchText.history(history, style);
  }
}
