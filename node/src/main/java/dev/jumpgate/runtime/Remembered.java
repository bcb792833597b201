package dev.jumpgate.runtime;

import dev.jumpgate.operator.History;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be seen of the past of a process, without disturbing it. */
public final class Remembered {

  private Remembered() {}

  /** Keeps its revisions from now on, or forgets them and keeps none. */
  public static void set(Cell<?, ?> cell, boolean on) {
    cell.remember(on);
  }

  /** True where its revisions are kept, or will be from its first message on. */
  public static boolean isOn(Cell<?, ?> cell) {
    return cell.remembers();
  }

  /** The revisions that are kept, oldest first. */
  public static List<History.Entry> entries(Cell<?, ?> cell, UnaryOperator<Tree> sight) {
    Revisions kept = cell.revisions();
    return kept == null ? List.of() : kept.shown(sight, System.nanoTime());
  }

  /** Their numbers, oldest first; the committed one alone where none are kept. */
  public static List<Long> sequences(Cell<?, ?> cell) {
    Revisions kept = cell.revisions();
    return kept == null ? List.of(cell.committed().sequence()) : kept.sequences();
  }

  /** The state at a revision, encoded; empty where it is not kept, or is no value. */
  public static Optional<Bytes> state(Cell<?, ?> cell, long sequence) {
    Revision<?, ?> committed = cell.committed();
    if (committed.sequence() == sequence) {
      return Optional.ofNullable(Kept.bytes(committed.state()));
    }
    Revisions kept = cell.revisions();
    return kept == null ? Optional.empty() : kept.state(sequence);
  }
}
