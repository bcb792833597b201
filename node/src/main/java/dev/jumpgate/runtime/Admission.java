package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.process.RefusedException;

/** Whether a node still lets processes begin, and takes those of others. */
final class Admission {

  private final Member self;
  private volatile boolean leaving;
  private volatile boolean closing;

  Admission(Member self) {
    this.self = self;
  }

  /** From now on no process of another node comes here. */
  void leave() {
    leaving = true;
  }

  /** From now on none begins either: it would be gone with the node a moment later. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  /** Refuses where none can begin here. */
  void checkOpen() {
    if (self.witness()) {
      throw new RefusedException(self.name() + " is a witness: it hosts no processes");
    }
    if (closing) {
      throw new RefusedException(self.name() + " is leaving");
    }
  }

  /** Refuses where none of another node is taken. */
  void checkTakes() {
    if (leaving) {
      throw new RefusedException(self.name() + " is leaving the cluster and takes no processes");
    }
  }
}
