package dev.jumpgate.shell.script;

/** Ends a node of this machine as {@code kill -9} would. */
@FunctionalInterface
public interface NodeKiller {

  /** Returns when the node's process is gone. */
  void kill(String node);
}
