package dev.jumpgate.shell.command;

import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows the nodes of the cluster. */
@Command(
    name = "nodes",
    customSynopsis = "jumpgate nodes [--json]",
    description = "Lists the nodes of the cluster: address, processes, heap, processor, gate.",
    footer = {"", "Example:", "  jumpgate nodes"})
final class NodesCommand extends OperatorCommand<List<NodeStatus>> {

  NodesCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  List<NodeStatus> ask(Operator operator) {
    return operator.nodes();
  }

  @Override
  String text(List<NodeStatus> nodes, Style style) {
    return Text.nodes(nodes, style);
  }
}
