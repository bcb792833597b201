package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.render.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what can be typed at the prompt. */
@Command(
    name = "help",
    customSynopsis = "jumpgate help [COMMAND]",
    description = "Lists the commands, or explains one.",
    footer = {"", "Example:", "  jumpgate help move"})
final class HelpCommand implements Callable<Integer> {

  private static final String JAVA =
      """

      Anything else is Java, with the same commands as functions:
        inspect("nav").get("chart")   move("nav", "home")   nodes()   ps()   events()
        push("src/main/java")         upgrade("nav")        rollback("nav")       bundles()
        crashes()   replay("ship-3")  history("nav")        diff("nav")           deadletters()
        suspend("nav")                resume("nav")         stop("nav")           top()
        conflicts()                   audit()
      """;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "With or without its slash.")
  private @Nullable String command;

  HelpCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** One command in the list. */
  private record Line(String name, String usage, String description) {}

  @Override
  public Integer call() {
    Map<String, CommandLine> commands = spec.parent().subcommands();
    if (command != null) {
      invocation.print(Usage.help(named(commands, command), Usage.PROMPT));
      return ExitCode.DONE;
    }
    List<Line> lines = commands.values().stream().map(HelpCommand::line).toList();
    if (invocation.json) {
      invocation.println(Json.document(lines));
      return ExitCode.DONE;
    }
    lines.forEach(l -> invocation.println("%-44s %s".formatted(l.usage(), l.description())));
    invocation.print(JAVA);
    return ExitCode.DONE;
  }

  private static CommandLine named(Map<String, CommandLine> commands, String name) {
    CommandLine found = commands.get(name.startsWith("/") ? name.substring(1) : name);
    if (found == null) {
      throw new OperatorException(
          BAD_USAGE,
          "unknown command " + name,
          "there are " + String.join(", ", commands.keySet().stream().map(n -> "/" + n).toList()));
    }
    return found;
  }

  private static Line line(CommandLine command) {
    return new Line(
        command.getCommandName(),
        Usage.synopsis(command, Usage.PROMPT).replace(" [--json]", ""),
        command.getCommandSpec().usageMessage().description()[0]);
  }
}
