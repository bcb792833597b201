package dev.jumpgate.gate.protocol;

/** One command, as it travels to a gate and on from node to node. */
public sealed interface Call {

  record Nodes() implements Call {}

  record Ps(String pattern) implements Call {}

  record About(String process) implements Call {}

  record Move(String process, String node) implements Call {}

  record Events() implements Call {}

  record Follow() implements Call {}
}
