package dev.jumpgate.shell.command;

import dev.jumpgate.gate.protocol.ExportFile;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.PlaceText;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.state.Bytes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts the process of a file. */
@Command(
    name = "import",
    customSynopsis = "jumpgate import FILE [--as NAME] [--json]",
    description = {
      "Starts the process of an exported file on the node at the gate, here or in another cluster.",
      "It has its state, what waited for it and its timers; its pid is a new one, and who watched"
          + " the former process does not watch it. For admins."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate import nav.process",
      "  jumpgate import nav.process --as nav-of-yesterday"
    })
final class ImportCommand extends OperatorCommand<ProcessStatus> {

  @Parameters(index = "0", paramLabel = "FILE", description = "What export wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--as",
      paramLabel = "NEW-NAME",
      description = "The name it gets. Default: the one it had.")
  private @Nullable String name;

  ImportCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ProcessStatus ask(Operator operator) {
    byte[] content = ProcessFiles.read(file);
    ExportFile.read(content, file.toString());
    return operator.restore(Bytes.of(content), name);
  }

  @Override
  String text(ProcessStatus process, Style style) {
    return PlaceText.imported(process, style);
  }
}
