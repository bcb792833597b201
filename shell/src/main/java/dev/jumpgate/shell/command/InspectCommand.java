package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import dev.jumpgate.state.NoSuchPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the state of a process. */
@Command(
    name = "inspect",
    customSynopsis = "jumpgate inspect NAME [PATH] [--about] [--reveal] [--json]",
    description = {
      "Shows the last committed state of a process.",
      "Does not wait for it: a stuck process can be inspected too."
    },
    footer = {"", "Examples:", "  jumpgate inspect nav", "  jumpgate inspect nav chart.home.x"})
final class InspectCommand extends OperatorCommand<Inspection> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The process: its name, or its pid as ps shows it.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A part of the state, such as chart.home.x. Default: all of it.")
  private @Nullable String path;

  @Option(
      names = "--about",
      description = "Also what surrounds it: revision, version, the message in hand, the stack.")
  private boolean about;

  @Option(
      names = "--reveal",
      description = "Also what is sensitive, which is *** otherwise. For admins.")
  private boolean reveal;

  InspectCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  Inspection ask(Operator operator) {
    Inspection all = operator.about(name, reveal);
    return path == null ? all : part(all, path);
  }

  private static Inspection part(Inspection all, String path) {
    try {
      return new Inspection(
          all.name(),
          all.pid(),
          all.node(),
          all.revision(),
          all.version(),
          all.stable(),
          all.handling(),
          all.since(),
          all.stack(),
          all.state().get(path));
    } catch (NoSuchPathException e) {
      throw new OperatorException(FAILED, String.valueOf(e.getMessage()), null);
    }
  }

  @Override
  Object json(Inspection inspection) {
    return about ? inspection : inspection.state();
  }

  @Override
  String text(Inspection inspection, Style style) {
    return about ? Text.inspection(inspection, style) : Text.tree(inspection.state(), style);
  }
}
