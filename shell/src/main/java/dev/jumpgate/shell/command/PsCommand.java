package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.UNKNOWN_NODE;

import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.shell.render.Forest;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows processes. */
@Command(
    name = "ps",
    customSynopsis =
        "jumpgate ps [PATTERN] [--node NODE] [--where COND] [--sort KEY] [--tree] [--json]",
    description = "Lists the processes of all nodes, or those whose name or pid matches.",
    footer = {
      "",
      "Examples:",
      "  jumpgate ps 'nav*' --node ship --sort mailbox",
      "  jumpgate ps --where 'mailbox > 100 and state.balance < 0'"
    })
final class PsCommand extends OperatorCommand<List<ProcessStatus>> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "* stands for any text, ? for one character. Default: all.")
  private @Nullable String pattern;

  @Option(names = "--node", paramLabel = "NODE", description = "Only those on this node.")
  private @Nullable String node;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      completionCandidates = ProcessOrder.Keys.class,
      description = "A column, numbers from the largest: ${COMPLETION-CANDIDATES}.")
  private @Nullable String sort;

  @Option(
      names = "--tree",
      description = "Below their supervisors; those whose supervisor is not listed at the top.")
  private boolean tree;

  @Option(
      names = "--where",
      paramLabel = "COND",
      description =
          "Only those of which this holds: comparisons (= != < <= > >=, ~ for a pattern) of the"
              + " columns and of state.PATH, with and, or, not and parentheses.")
  private @Nullable String where;

  PsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  List<ProcessStatus> ask(Operator operator) {
    ProcessOrder order = sort == null ? ProcessOrder.AS_IS : ProcessOrder.by(sort);
    List<ProcessStatus> processes =
        find(operator).stream()
            .filter(p -> node == null || p.node().equals(node))
            .sorted(order.comparator())
            .toList();
    if (processes.isEmpty() && node != null) {
      requireNode(operator, node);
    }
    return tree ? Forest.of(processes).inOrder() : processes;
  }

  private List<ProcessStatus> find(Operator operator) {
    Pattern wanted = Patterns.orAll(pattern);
    return where == null
        ? operator.ps(wanted)
        : operator.ps(wanted, Patterns.parseCondition(where));
  }

  private static void requireNode(Operator operator, String node) {
    List<NodeStatus> nodes = operator.nodes();
    if (nodes.stream().noneMatch(n -> n.name().equals(node))) {
      throw new OperatorException(
          UNKNOWN_NODE,
          "no node is named " + node,
          "nodes: " + nodes.stream().map(NodeStatus::name).collect(Collectors.joining(", ")));
    }
  }

  @Override
  String text(List<ProcessStatus> processes, Style style) {
    if (processes.isEmpty()) {
      String asked = (pattern == null ? "" : " matches " + pattern);
      invocation().remark("no process" + asked + (where == null ? "" : " where " + where));
      return "";
    }
    return tree ? Text.forest(processes, style) : Text.processes(processes, style);
  }
}
