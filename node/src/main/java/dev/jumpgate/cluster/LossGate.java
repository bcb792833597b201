package dev.jumpgate.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Where flushes wait until this node too has seen the losses that they come behind. What a lost
 * member sent before is in front of them then, or lost.
 */
public final class LossGate {

  private final Membership membership;

  // Guarded by this.
  private final List<Waiting> waiting = new ArrayList<>();

  public LossGate(Membership membership) {
    this.membership = membership;
  }

  private record Waiting(Flush flush, Runnable onward) {}

  /** Lets the flush go on, now or when the last of those members is gone here. */
  public void pass(Flush flush, Runnable onward) {
    synchronized (this) {
      if (!isOpen(flush)) {
        waiting.add(new Waiting(flush, onward));
        return;
      }
    }
    onward.run();
  }

  private boolean isOpen(Flush flush) {
    return flush.behind().isEmpty()
        || membership.members().stream()
            .noneMatch(member -> flush.behind().stream().anyMatch(member::is));
  }

  /** A member is gone, and nothing that it sent is taken any more. */
  public void lost(Member gone) {
    List<Waiting> open = new ArrayList<>();
    synchronized (this) {
      // Who sent a flush and is gone waits for no answer.
      waiting.removeIf(one -> one.flush.node().equals(gone.name()));
      waiting.removeIf(one -> isOpen(one.flush) && open.add(one));
    }
    open.forEach(one -> one.onward.run());
  }
}
