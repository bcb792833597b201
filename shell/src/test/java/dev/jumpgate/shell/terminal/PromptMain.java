package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.script.FakeCluster;

/** A shell on a cluster that is not there, to be run in a JVM of its own. */
final class PromptMain {

  private PromptMain() {}

  public static void main(String[] args) {
    var cluster = new FakeCluster();
    System.exit(new Prompt(cluster, cluster.commands(), cluster.asked::add, "ship").run());
  }
}
