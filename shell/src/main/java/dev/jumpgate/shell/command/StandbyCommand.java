package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.StandbyText;
import dev.jumpgate.shell.render.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a copy of a process kept on another node. */
@Command(
    name = "standby",
    customSynopsis = {
      "jumpgate standby NAME NODE [--sync|--async] [--json]",
      "         standby NAME --off [--json]"
    },
    description = {
      "Has another node keep a copy of a process, which goes on with it when its node is lost.",
      "With --sync nothing that the process answers or asks for leaves before the copy has it, so"
          + " that nothing is lost; with --async the copy may be behind, and /ps shows how far.",
      "When the copy's node is lost, another node is chosen."
    },
    footer = {"", "Examples:", "  jumpgate standby nav home", "  jumpgate standby nav --off"})
final class StandbyCommand extends OperatorCommand<ProcessStatus> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NODE",
      description = "Who is to keep the copy.")
  private @Nullable String node;

  @Option(names = "--sync", description = "Nothing leaves that the copy does not have. Default.")
  private boolean sync;

  @Option(names = "--async", description = "The copy may be behind.")
  private boolean async;

  @Option(names = "--off", description = "Keep no copy any more.")
  private boolean off;

  StandbyCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ProcessStatus ask(Operator operator) {
    if (sync && async) {
      throw new OperatorException(BAD_USAGE, "--sync and --async exclude each other", null);
    }
    if (off) {
      if (node != null || sync || async) {
        throw new OperatorException(
            BAD_USAGE, "--off goes with the name alone", "write standby NAME --off");
      }
      return operator.standbyOff(name);
    }
    if (node == null) {
      throw new OperatorException(
          BAD_USAGE, "no node is given", "write standby NAME NODE, or standby NAME --off");
    }
    return operator.standby(name, node, !async);
  }

  @Override
  String text(ProcessStatus process, Style style) {
    return StandbyText.kept(process);
  }
}
