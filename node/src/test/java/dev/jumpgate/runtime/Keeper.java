package dev.jumpgate.runtime;

/** Stands for a copy elsewhere, which has what a test says it has. */
final class Keeper implements Shadow {

  private final Cell<?, ?> cell;

  // Guarded by this.
  private long last;
  private boolean acknowledging;
  private boolean over;

  Keeper(Cell<?, ?> cell) {
    this.cell = cell;
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public void committed(long revision) {
    boolean at;
    synchronized (this) {
      if (revision < last) {
        throw new AssertionError(revision + " after " + last);
      }
      last = revision;
      at = acknowledging;
    }
    if (at) {
      cell.acknowledged(revision);
    }
  }

  @Override
  public synchronized void over() {
    over = true;
  }

  /** The last revision that it was told of. */
  synchronized long last() {
    return last;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** It has all there is, and gets what comes at once. */
  void acknowledgesAll() {
    synchronized (this) {
      acknowledging = true;
    }
    acknowledge(last());
  }

  /** It gets nothing from now on. */
  synchronized void acknowledgesNothing() {
    acknowledging = false;
  }

  void acknowledge(long revision) {
    cell.acknowledged(revision);
  }
}
