package dev.jumpgate.shell.command;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.CodeText;
import dev.jumpgate.shell.render.Style;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows the versions of code that the cluster has. */
@Command(
    name = "bundles",
    customSynopsis = "jumpgate bundles [--json]",
    description = "Lists the versions of all bundles, and how many processes run each, by node.",
    footer = {"", "Example:", "  jumpgate bundles"})
final class BundlesCommand extends OperatorCommand<List<BundleStatus>> {

  BundlesCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  List<BundleStatus> ask(Operator operator) {
    return operator.bundles();
  }

  @Override
  String text(List<BundleStatus> bundles, Style style) {
    if (bundles.isEmpty()) {
      invocation().remark("the cluster has no bundles");
      return "";
    }
    return CodeText.bundles(bundles, style);
  }
}
