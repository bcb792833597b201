package dev.jumpgate.runtime;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A copy of a process in memory, which lags behind: it has each revision once it is committed, and
 * acknowledges some later, several at once.
 */
final class Copy implements Shadow, AutoCloseable {

  private static final long LAG_NANOS = 300_000;

  private final Cell<?, ?> cell;
  private final Images images;
  private final Random random;
  private final Thread acknowledger;

  // Guarded by this.
  private final ArrayDeque<ProcessImage> ahead = new ArrayDeque<>();
  private ProcessImage acknowledged;
  private boolean closed;

  Copy(Cell<?, ?> cell, Images images, long seed) {
    this.cell = cell;
    this.images = images;
    this.random = new Random(seed);
    this.acknowledged = images.snapshot(cell);
    this.acknowledger = Thread.ofVirtual().name("acknowledger").start(this::run);
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public synchronized void committed(long revision) {
    if (!closed) {
      ahead.add(images.snapshot(cell));
    }
  }

  private void run() {
    for (long upTo; (upTo = some()) >= 0; ) {
      cell.acknowledged(upTo);
      LockSupport.parkNanos(LAG_NANOS);
    }
  }

  private synchronized long some() {
    for (int i = ahead.isEmpty() ? 0 : 1 + random.nextInt(ahead.size()); i > 0; i--) {
      acknowledged = ahead.remove();
    }
    return closed ? -1 : acknowledged.sequence();
  }

  /** What it goes on from: what it has acknowledged, or something later that it has. */
  synchronized ProcessImage last() {
    for (int i = random.nextInt(ahead.size() + 1); i > 0; i--) {
      acknowledged = ahead.remove();
    }
    return acknowledged;
  }

  @Override
  public synchronized void close() {
    closed = true;
    LockSupport.unpark(acknowledger);
  }
}
