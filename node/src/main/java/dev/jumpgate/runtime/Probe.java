package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a process from outside without disturbing it: the last committed revision and
 * what it is at, each one volatile read.
 *
 * @param revision how many commits the state has had
 * @param version the number of the bundle version it runs
 * @param handling the message in hand, or null
 * @param since when it began, or null
 * @param stack where its thread is, innermost first
 * @param state the state, encoded
 */
public record Probe(
    long revision,
    int version,
    @Nullable String handling,
    @Nullable Instant since,
    List<String> stack,
    Bytes state) {

  /** The same message for longer than this is called stuck. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  public static Probe of(Cell<?, ?> cell) {
    Handling handling = Handling.of(cell);
    Revision<?, ?> revision = cell.committed();
    return new Probe(
        revision.sequence(),
        revision.kind().version().number(),
        handling == null ? null : handling.what(),
        handling == null ? null : Instant.now().minus(handling.age()),
        handling == null ? List.of() : Handling.frames(handling.thread().getStackTrace()),
        Bytes.copyOf(Codec.encode(revision.state())));
  }

  /** The size of its state as it would travel, or of one some time ago; 0 where it cannot. */
  public static long bytes(Cell<?, ?> cell) {
    Long bytes = StateSize.of(cell);
    return bytes == null ? 0 : bytes;
  }

  /** A process's line in {@code /ps}. */
  public static ProcessStatus status(Cell<?, ?> cell, String node) {
    Handling handling = Handling.of(cell);
    Revision<?, ?> revision = cell.committed();
    int waiting = cell.waiting();
    return new ProcessStatus(
        cell.name(),
        cell.pid(),
        node,
        revision.kind().program().simpleName(),
        revision.kind().version().number(),
        word(cell, handling, waiting),
        waiting,
        cell.rate(),
        revision.sequence(),
        StateSize.of(cell),
        null,
        null,
        null,
        Supervised.supervisorOf(cell));
  }

  /** A process's line in {@code /top}. */
  public static ProcessLoad load(Cell<?, ?> cell, String node) {
    Timing timing = cell.timing();
    int waiting = cell.waiting();
    return new ProcessLoad(
        cell.name(),
        cell.pid(),
        node,
        cell.committed().kind().program().simpleName(),
        word(cell, Handling.of(cell), waiting),
        cell.messages(),
        cell.rate(),
        timing == null ? null : timing.mean(),
        timing == null ? null : timing.quantile(0.01),
        waiting,
        StateSize.of(cell));
  }

  private static String word(Cell<?, ?> cell, @Nullable Handling handling, int waiting) {
    if (cell.isHeldFor(Hold.MOVING) || cell.isCopied()) {
      return "moving";
    }
    if (cell.isHeldFor(Hold.UPGRADING)) {
      return "upgrading";
    }
    if (cell.committed().ledger().ties().standing()) {
      return "crashed";
    }
    if (cell.isHeldFor(Hold.SUSPENDED) && handling == null) {
      return "suspended";
    }
    if (handling == null) {
      return waiting == 0 ? "idle" : "running";
    }
    return handling.age().compareTo(STUCK) > 0 ? "stuck" : "running";
  }
}
