package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.shell.render.CrashText;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.state.Tree;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a crash again on the side. */
@Command(
    name = "replay",
    customSynopsis = "jumpgate replay CRASH [--version VERSION] [--json]",
    description = {
      "Runs the handler of a crash again, with the same state and message.",
      "Nothing live is changed and no effect leaves. Fails where it throws again."
    },
    footer = {"", "Example:", "  jumpgate replay ship-3 --version 2"})
final class ReplayCommand extends OperatorCommand<ReplayCommand.Replay> {

  @Parameters(index = "0", paramLabel = "CRASH", description = "Its id, as crashes shows it.")
  private String crash = "";

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The number of the version to run it with. Default: the one that crashed.")
  private @Nullable Integer version;

  ReplayCommand(Invocation invocation) {
    super(invocation);
  }

  /**
   * What came of it.
   *
   * @param before the state that it began with; null where that cannot be shown
   */
  record Replay(ReplayResult result, @Nullable Tree before) {}

  @Override
  Replay ask(Operator operator) {
    UpgradeCommand.requireCounted(version);
    ReplayResult result = operator.replay(crash, version);
    boolean compares = !invocation().json && result.state() != null;
    return new Replay(result, compares ? operator.crash(crash).state() : null);
  }

  @Override
  Object json(Replay replay) {
    return replay.result();
  }

  @Override
  String text(Replay replay, Style style) {
    return CrashText.replay(replay.result(), replay.before(), style);
  }

  @Override
  int exitCode(Replay replay) {
    return replay.result().error() == null ? ExitCode.DONE : ExitCode.FAILED;
  }
}
