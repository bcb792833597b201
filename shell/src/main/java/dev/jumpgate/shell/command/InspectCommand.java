package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;
import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.gate.protocol.Exported;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import dev.jumpgate.state.NoSuchPathException;
import dev.jumpgate.state.Tree;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the state of a process. */
@Command(
    name = "inspect",
    customSynopsis = {
      "jumpgate inspect NAME [PATH] [--about | --at REVISION] [--reveal] [--json]",
      "       jumpgate inspect --file FILE [PATH] [--about] [--reveal] [--json]"
    },
    description = {
      "Shows the last committed state of a process.",
      "Does not wait for it: a stuck process can be inspected too. With --file it is one that was"
          + " exported, and no node is asked."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate inspect nav",
      "  jumpgate inspect nav chart.home.x",
      "  jumpgate inspect nav --at 4118",
      "  jumpgate inspect --file nav.process chart"
    })
final class InspectCommand extends OperatorCommand<InspectCommand.Seen> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The process: its name, or its pid as ps shows it.")
  private @Nullable String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A part of the state, such as chart.home.x. Default: all of it.")
  private @Nullable String second;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "What export wrote, rather than a process that lives.")
  private @Nullable Path file;

  @Spec private CommandSpec spec = CommandSpec.create();

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
  Seen result() {
    if (file != null) {
      return of(ExportFile.read(ProcessFiles.read(file), file.toString()));
    }
    if (first == null) {
      throw new MissingParameterException(
          spec.commandLine(),
          spec.positionalParameters().getFirst(),
          "Missing required parameter: 'NAME'");
    }
    return super.result();
  }

  private Seen of(Exported process) {
    if (second != null || revision != null) {
      throw new OperatorException(
          BAD_USAGE, "a file has one process and one revision: name a PATH alone", null);
    }
    Tree whole = Codec.tree(process.state().toArray());
    Tree state = part(reveal ? whole.revealed() : whole.masked(), first);
    Inspection all =
        new Inspection(
            process.name(),
            process.pid(),
            process.node(),
            process.revision(),
            process.bundle().number(),
            false,
            null,
            null,
            List.of(),
            state);
    return new Seen(state, about ? all : null);
  }

  @Override
  Seen ask(Operator operator) {
    String name = String.valueOf(first);
    if (!about) {
      return new Seen(
          part(
              revision == null
                  ? operator.about(name, reveal).state()
                  : operator.inspect(name, revision),
              second),
          null);
    }
    if (revision != null) {
      throw new OperatorException(
          BAD_USAGE, "--about tells of the present: not together with --at", null);
    }
    Inspection all = operator.about(name, reveal);
    Tree state = part(all.state(), second);
    return new Seen(state, withState(all, state));
  }

  private static Tree part(Tree state, @Nullable String path) {
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
