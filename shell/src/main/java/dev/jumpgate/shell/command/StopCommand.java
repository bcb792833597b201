package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.StopResult;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a process. */
@Command(
    name = "stop",
    customSynopsis = "jumpgate stop NAME [--kill] [--json]",
    description = {
      "Ends a process behind the message in hand; its state is gone.",
      "With --kill a handler that does not return is abandoned, and where it was is reported."
    },
    footer = {"", "Examples:", "  jumpgate stop nav", "  jumpgate stop nav --kill"})
final class StopCommand extends OperatorCommand<StopResult> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Option(names = "--kill", description = "Do not wait for the message in hand.")
  private boolean kill;

  StopCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  StopResult ask(Operator operator) {
    return operator.stop(name, kill);
  }

  @Override
  String text(StopResult stop, Style style) {
    return WatchText.stopped(stop, style);
  }
}
