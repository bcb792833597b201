package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows processes that gave way to another of the same name, with what they knew. */
@Command(
    name = "conflicts",
    customSynopsis = "jumpgate conflicts [PATTERN] [--json]",
    description = {
      "Lists the processes that gave way when a divided cluster became one again and",
      "another process had the same name, newest first. Each node keeps the latest 1,000 of them",
      "with their states, in no more than a tenth of its heap."
    },
    footer = {"", "Examples:", "  jumpgate conflicts", "  jumpgate conflicts nav --json"})
final class ConflictsCommand extends OperatorCommand<List<Conflict>> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Those of this name or pid; * stands for any text. Default: all.")
  private @Nullable String pattern;

  ConflictsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  List<Conflict> ask(Operator operator) {
    Pattern wanted = Patterns.orAll(pattern);
    List<Conflict> all = operator.conflicts();
    long dropped = dropped(all);
    if (dropped > 0) {
      invocation().remark("%,d older ones were dropped: there were too many".formatted(dropped));
    }
    return all.stream()
        .filter(c -> wanted.matches(c.process()) || wanted.matches(c.pid().toString()))
        .toList();
  }

  // A node numbers them from 1 and drops the oldest first.
  private static long dropped(List<Conflict> all) {
    Map<String, Long> first = new HashMap<>();
    all.forEach(c -> first.merge(c.node(), number(c.id()), Math::min));
    return first.values().stream().mapToLong(number -> number - 1).sum();
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
  }

  @Override
  Object json(List<Conflict> conflicts) {
    return conflicts;
  }

  @Override
  String text(List<Conflict> conflicts, Style style) {
    if (conflicts.isEmpty()) {
      invocation().remark("no conflict" + (pattern == null ? "" : " of " + pattern));
      return "";
    }
    return WatchText.conflicts(conflicts, style);
  }
}
