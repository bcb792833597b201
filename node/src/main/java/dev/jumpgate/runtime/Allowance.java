package dev.jumpgate.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the revisions of a node's processes may come to: those of each one are kept within its own
 * bounds, and where all are too much together, those go whose process changed longest ago.
 */
final class Allowance {

  private final long bytesMax;
  private final Set<Cell<?, ?>> remembered = ConcurrentHashMap.newKeySet();

  Allowance(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** The revisions of that process count from now on. */
  void keep(Cell<?, ?> cell) {
    remembered.add(cell);
  }

  void forget(Cell<?, ?> cell) {
    remembered.remove(cell);
  }

  /** By one thread: measures, and drops what is too much. */
  void fit() {
    remembered.removeIf(cell -> cell.revisions() == null);
    long all = 0;
    for (Cell<?, ?> cell : remembered) {
      Revisions revisions = cell.revisions();
      if (revisions != null) {
        Long bytes = StateSize.of(cell);
        all += revisions.fit(bytes == null ? Revisions.BYTES_MAX : bytes);
      }
    }
    if (all > bytesMax) {
      shrink(all);
    }
  }

  private void shrink(long all) {
    List<Revisions> oldestFirst =
        remembered.stream()
            .map(Cell::revisions)
            .filter(revisions -> revisions != null)
            .sorted(Comparator.comparingLong(Revisions::newest))
            .toList();
    long left = all;
    for (Revisions revisions : oldestFirst) {
      if (left <= bytesMax) {
        return;
      }
      left -= revisions.shrink();
    }
  }
}
