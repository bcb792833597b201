package dev.jumpgate.shell.command;

import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.client.Gates;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code jumpgate} without a command: opens the shell, on a node of its own where there is none.
 */
@Command(
    name = "jumpgate",
    customSynopsis = {
      "jumpgate [--connect ENDPOINT]",
      "       jumpgate COMMAND [ARGUMENTS] [--json]"
    },
    description =
        "A shell for running JVMs: look into processes and move them between nodes while they"
            + " serve. Without a command it opens the shell, on a gate of this machine or, where"
            + " no node runs, on one of its own.",
    commandListHeading = "%nCommands (each has --help):%n",
    footer = {"", "Example:", "  jumpgate demo"})
final class BareCommand extends Invocation implements Callable<Integer> {

  private static final String OWN_NODE = "local";

  private final LineSession session;
  private final Frontends frontends;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  boolean version;

  BareCommand(LineSession session, Gates gates, Frontends frontends) {
    super(session, gates);
    this.session = session;
    this.frontends = frontends;
  }

  @Override
  public Integer call() {
    String endpoint = connect != null ? connect : session.endpoint();
    Optional<GateClient> gate =
        endpoint == null ? gates().any() : Optional.of(gates().connect(endpoint));
    return gate.isPresent() ? open(gate.get()) : openOnOwnNode();
  }

  private int open(GateClient gate) {
    try (gate) {
      return frontends.prompt(gate, gate.node());
    }
  }

  private int openOnOwnNode() {
    try (var _ = HostedNode.start(HostedNode.Order.named(OWN_NODE))) {
      remark("no node runs on this machine: this shell started one of its own, " + OWN_NODE);
      return open(gates().connect(OWN_NODE));
    }
  }
}
