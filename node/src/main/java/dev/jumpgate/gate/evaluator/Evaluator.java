package dev.jumpgate.gate.evaluator;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Operator;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node's part in running snippets: the sessions of all its operators, and what runs in them. */
public final class Evaluator {

  /** For threads that a snippet shares with others, such as those of a pool. */
  private static volatile @Nullable Evaluator latest;

  // Immutable.
  private final String name;
  private final Object node;
  private final Supplier<List<Bundle>> bundles;
  private final Operator operator;
  // Shared by all sessions.
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  // Guarded by this.
  private List<Bundle> known = List.of();
  private long generation;

  /**
   * An evaluator.
   *
   * @param node what snippets see as {@code node}
   * @param bundles the versions that snippets are to see
   * @param operator what the functions of {@link Facade} ask on threads that are nobody's
   */
  public Evaluator(String name, Object node, Supplier<List<Bundle>> bundles, Operator operator) {
    this.name = name;
    this.node = node;
    this.bundles = bundles;
    this.operator = operator;
  }

  /**
   * Begins the session of one operator.
   *
   * @param out takes what is to be sent there; may block
   */
  public EvaluatorSession open(Author author, Consumer<FromGate> out) {
    latest = this;
    Console.install();
    Thread.ofVirtual().name("jumpgate-class-index").start(ClassIndex::warmUp);
    return new EvaluatorSession(this, author, new Outbox(out));
  }

  /** What runs now, and what was told to stop and did not. */
  public List<EvalStatus> evals() {
    return runs.stream()
        .map(run -> run.status(name))
        .sorted(Comparator.comparingLong(EvalStatus::id))
        .toList();
  }

  /** The evaluator of the snippet that asks. */
  static Evaluator current() {
    Run run = Run.current();
    Evaluator found = run == null ? latest : run.evaluator();
    if (found == null) {
      throw new IllegalStateException("no snippet runs in this JVM");
    }
    return found;
  }

  Object node() {
    return node;
  }

  /** The facade of the operator whose snippet asks. */
  static Operator operator() {
    Run run = Run.current();
    return run == null ? current().operator : run.author().operator();
  }

  long number() {
    return numbers.incrementAndGet();
  }

  void began(Run run) {
    runs.add(run);
  }

  void ended(Run run) {
    runs.remove(run);
  }

  /** The bundles that new snippets see; the same list until they change. */
  synchronized List<Bundle> bundles() {
    List<Bundle> now = bundles.get();
    if (!now.equals(known) || generation == 0) {
      known = List.copyOf(now);
      generation++;
    }
    return known;
  }

  synchronized long generation() {
    var _ = bundles();
    return generation;
  }
}
