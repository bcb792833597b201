package dev.jumpgate.process;

/** Why a process starts on a node. */
public enum Cause {
  /** It is new. */
  SPAWNED,
  /** It came from another node by a planned move. */
  MOVED,
  /** It goes on under another version of its code. */
  UPGRADED,
  /** Its supervisor started it again. */
  RESTARTED,
  /** Its copy on this node became the owner after the former owner was lost. */
  PROMOTED
}
