package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The source's side of one move: what the target has said so far. */
final class Departing {

  // Immutable.
  private final long move;
  private final String node;

  // Guarded by lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean prepared;
  private boolean activated;
  private @Nullable String failure;

  // Confined to the thread that moves.
  private long bytes;
  private @Nullable Owner owner;

  Departing(long move, String node) {
    this.move = move;
    this.node = node;
  }

  long move() {
    return move;
  }

  String node() {
    return node;
  }

  void bytes(long count) {
    bytes = count;
  }

  long bytes() {
    return bytes;
  }

  void committed(Owner next) {
    owner = next;
  }

  Owner owner() {
    return Objects.requireNonNull(owner, "not committed");
  }

  void answered(Transfer answer) {
    lock.lock();
    try {
      switch (answer) {
        case Transfer.Prepared _ -> prepared = true;
        case Transfer.Activated _ -> activated = true;
        case Transfer.Refused(var _, var reason) -> failure = reason;
        case Transfer.Chunk _, Transfer.Abort _, Transfer.Activate _ ->
            throw new IllegalArgumentException("no answer: " + answer);
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void lost(String member) {
    if (member.equals(node)) {
      lock.lock();
      try {
        failure = node + " was lost during the move";
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until the target has built the process. */
  void awaitPrepared(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!prepared && failure == null && left > 0) {
        left = news.awaitNanos(left);
      }
      if (!prepared) {
        throw new OperatorException(
            Code.FAILED,
            failure == null ? node + " did not answer in time" : failure,
            "the process goes on where it was");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the target serves; false where it was lost or is silent. The commit stands. */
  boolean awaitActivated(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!activated && failure == null && left > 0) {
        left = news.awaitNanos(left);
      }
      return activated;
    } finally {
      lock.unlock();
    }
  }
}
