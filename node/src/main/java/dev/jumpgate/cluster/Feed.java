package dev.jumpgate.cluster;

import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.Operator;
import java.util.ArrayDeque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What one follower still has to be told, and the thread that tells it. */
final class Feed<T> implements Operator.Subscription {

  /** A follower that is further behind loses the oldest rather than the node its memory. */
  static final int WAITING_MAX = 1024;

  private static final Logger LOG = LogManager.getLogger(Feed.class);

  private final Follower<? super T> follower;

  // Guarded by this.
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private long missed;
  private boolean closed;

  private Feed(Follower<? super T> follower) {
    this.follower = follower;
  }

  /** A feed that tells until it is closed. */
  static <T> Feed<T> open(Follower<? super T> follower) {
    var feed = new Feed<T>(follower);
    Thread.ofVirtual()
        .name("jumpgate-follower")
        .inheritInheritableThreadLocals(false)
        .start(feed::run);
    return feed;
  }

  /** Something to be told; false where the feed is closed. Does not block. */
  synchronized boolean offer(T what) {
    if (closed) {
      return false;
    }
    if (waiting.size() == WAITING_MAX) {
      waiting.remove();
      missed++;
    }
    waiting.add(what);
    notifyAll();
    return true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void run() {
    try {
      while (tellNext()) {}
    } catch (InterruptedException e) {
      close(); // nobody but the follower itself interrupts this thread
    }
  }

  private boolean tellNext() throws InterruptedException {
    T next;
    long before;
    synchronized (this) {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
      if (closed) {
        return false;
      }
      next = waiting.remove();
      before = missed;
      missed = 0;
    }
    try {
      if (before > 0) {
        follower.missed(before);
      }
      follower.next(next);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("a follower failed on {}", next, e);
    }
    return true;
  }

  /** Ends the feed: the follower is told nothing more, but for what it is being told now. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
