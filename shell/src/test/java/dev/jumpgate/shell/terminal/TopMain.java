package dev.jumpgate.shell.terminal;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.command.PromptCommands;
import dev.jumpgate.shell.render.WatchSamples;
import dev.jumpgate.shell.script.FakeCluster;
import java.util.List;

/** A shell with its real commands on a cluster that is not there, to be run in a JVM of its own. */
final class TopMain {

  private TopMain() {}

  public static void main(String[] args) {
    var cluster = new FakeCluster();
    cluster.loads.addAll(List.of(WatchSamples.BUSY, WatchSamples.LAZY));
    var commands = PromptCommands.with(new Gates(GateSockets.ofThisUser()));
    System.exit(new Prompt(cluster, commands, cluster.asked::add, "ship").run());
  }
}
