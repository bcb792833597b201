package dev.jumpgate.keys;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connections at one door that have not yet proved who they are, bounded in number and in time.
 *
 * <p>When there are too many, the oldest gives way: whoever means it is through in a few
 * milliseconds, so that a crowd that only stands there cannot keep it out.
 */
public final class HalfOpen implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(HalfOpen.class);

  // Immutable.
  private final String door;
  private final int max;
  private final Duration patience;
  private final Refusals refusals;
  private final ScheduledThreadPoolExecutor clock;

  // Guarded by lock; in the order of their arrival. Invariant: at most `max`.
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Entry> waiting = new LinkedHashSet<>();
  private boolean closed;

  /**
   * @param door what refusals call it
   * @param patience how long the whole of a handshake may take, however busy the other side looks
   */
  public HalfOpen(String door, int max, Duration patience, Refusals refusals) {
    this.door = door;
    this.max = max;
    this.patience = patience;
    this.refusals = refusals;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("jumpgate-half-open").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * A connection arrives.
   *
   * @param connection closed when it is refused
   */
  public Entry enter(@Nullable SocketAddress from, Closeable connection) {
    var entry = new Entry(from, connection);
    Entry tooMany = null;
    lock.lock();
    try {
      if (closed) {
        entry.drop();
        return entry;
      }
      waiting.add(entry);
      if (waiting.size() > max) {
        tooMany = waiting.iterator().next();
        waiting.remove(tooMany);
      }
    } finally {
      lock.unlock();
    }
    entry.startTimer();
    if (tooMany != null) {
      tooMany.refuse("it gave way to later ones: more than %d prove nothing".formatted(max));
    }
    return entry;
  }

  /** How many there are. */
  public int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void leave(Entry entry) {
    lock.lock();
    try {
      waiting.remove(entry);
    } finally {
      lock.unlock();
    }
  }

  /** Closes those that are there or still come; without a word, because it is not their fault. */
  @Override
  public void close() {
    clock.shutdownNow();
    List<Entry> rest;
    lock.lock();
    try {
      closed = true;
      rest = new ArrayList<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    rest.forEach(Entry::drop);
  }

  /** One connection that has still to prove who it is. */
  public final class Entry {

    private final @Nullable SocketAddress from;
    private final Closeable connection;
    // Set once, by whoever decides: admitted, refused or dropped, and never two of them.
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> timer;

    private Entry(@Nullable SocketAddress from, Closeable connection) {
      this.from = from;
      this.connection = connection;
    }

    private void startTimer() {
      if (!clock.isShutdown()) {
        timer =
            clock.schedule(
                () -> refuse("no proof of who it is within %d s".formatted(patience.toSeconds())),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
      }
      if (decided.get()) {
        stopTimer();
      }
    }

    private void stopTimer() {
      ScheduledFuture<?> running = timer;
      if (running != null) {
        running.cancel(false);
      }
    }

    /** It has proved it; false where it was refused already, and is closed. */
    public boolean admit() {
      if (!decided.compareAndSet(false, true)) {
        return false;
      }
      stopTimer();
      leave(this);
      return true;
    }

    /** Closes it and takes note of it; false where it was decided already. */
    public boolean refuse(String why) {
      if (!decided.compareAndSet(false, true)) {
        return false;
      }
      stopTimer();
      leave(this);
      refusals.refused(door, from, why);
      end();
      return true;
    }

    private void drop() {
      if (decided.compareAndSet(false, true)) {
        stopTimer();
        end();
      }
    }

    private void end() {
      try {
        connection.close();
      } catch (IOException e) {
        LOG.debug("closing a refused connection", e);
      }
    }
  }

  /** Why a handshake failed, in one line and in the words of whoever knew best. */
  public static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
