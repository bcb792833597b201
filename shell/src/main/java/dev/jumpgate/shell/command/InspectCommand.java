package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;
import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import dev.jumpgate.state.NoSuchPathException;
import dev.jumpgate.state.Tree;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the state of a process. */
@Command(
    name = "inspect",
    customSynopsis = "jumpgate inspect NAME [PATH] [--about | --at REVISION] [--reveal] [--json]",
    description = {
      "Shows the last committed state of a process.",
      "Does not wait for it: a stuck process can be inspected too."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate inspect nav",
      "  jumpgate inspect nav chart.home.x",
      "  jumpgate inspect nav --at 4118"
    })
final class InspectCommand extends OperatorCommand<InspectCommand.Seen> {

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

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      description = "The state at a revision that history lists, rather than the last one.")
  private @Nullable Long revision;

  InspectCommand(Invocation invocation) {
    super(invocation);
  }

  /**
   * What was asked for.
   *
   * @param about what surrounds it, or null where that was not asked
   */
  record Seen(Tree state, @Nullable Inspection about) {}

  @Override
  Seen ask(Operator operator) {
    if (!about) {
      return new Seen(
          part(
              revision == null
                  ? operator.about(name, reveal).state()
                  : operator.inspect(name, revision)),
          null);
    }
    if (revision != null) {
      throw new OperatorException(
          BAD_USAGE, "--about tells of the present: not together with --at", null);
    }
    Inspection all = operator.about(name, reveal);
    Tree state = part(all.state());
    return new Seen(state, withState(all, state));
  }

  private Tree part(Tree state) {
    try {
      return path == null ? state : state.get(path);
    } catch (NoSuchPathException e) {
      throw new OperatorException(FAILED, String.valueOf(e.getMessage()), null);
    }
  }

  private static Inspection withState(Inspection all, Tree state) {
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
        state);
  }

  @Override
  Object json(Seen seen) {
    return seen.about() == null ? seen.state() : seen.about();
  }

  @Override
  String text(Seen seen, Style style) {
    return seen.about() == null
        ? Text.tree(seen.state(), style)
        : Text.inspection(seen.about(), style);
  }
}
