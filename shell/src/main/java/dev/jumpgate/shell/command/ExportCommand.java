package dev.jumpgate.shell.command;

import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.gate.protocol.Exported;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Pid;
import dev.jumpgate.shell.render.PlaceText;
import dev.jumpgate.shell.render.Style;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a process to a file. */
@Command(
    name = "export",
    customSynopsis = "jumpgate export NAME FILE [--force] [--json]",
    description = {
      "Writes a process to a file: its state, what waits for it, and its code. It goes on serving.",
      "The file has all of it, what is sensitive too, and is for your eyes alone. For admins."
    },
    footer = {"", "Example:", "  jumpgate export nav nav.process"})
final class ExportCommand extends OperatorCommand<ExportCommand.Written> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Write over a file that is there.")
  private boolean force;

  ExportCommand(Invocation invocation) {
    super(invocation);
  }

  /** What was written; its components bear the names of {@code ps}. */
  public record Written(
      @Nullable String name,
      Pid pid,
      String node,
      String bundle,
      long revision,
      int mailbox,
      String file,
      long bytes) {

    static Written of(Exported process, Path file, long bytes) {
      return new Written(
          process.name(),
          process.pid(),
          process.node(),
          process.bundle().toString(),
          process.revision(),
          process.mailbox(),
          file.toString(),
          bytes);
    }
  }

  @Override
  Written ask(Operator operator) {
    if (!force) {
      ProcessFiles.requireNew(file);
    }
    byte[] content = operator.export(name).toArray();
    Exported process = ExportFile.read(content, "what the node sent");
    ProcessFiles.write(file, content);
    return Written.of(process, file, content.length);
  }

  @Override
  String text(Written written, Style style) {
    return PlaceText.exported(
        written.name() == null ? written.pid().toString() : written.name(),
        written.file(),
        written.bytes(),
        written.revision(),
        written.mailbox(),
        written.bundle(),
        style);
  }
}
