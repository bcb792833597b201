package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps of what happened in its processes: crashes, dead letters, last revisions, and
 * the traces that operators follow.
 *
 * <p>Whoever reports something leaves references and goes on. A thread of its own comes round every
 * second and does what costs time: it encodes, measures, tells, and drops what is over a bound.
 */
public final class Chronicle implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Chronicle.class);

  private static final int CRASHES_MAX = 200;
  private static final int LETTERS_MAX = 1_000;
  private static final long RING_BYTES_MAX = 16 << 20;
  private static final double HEAP_SHARE = 0.05;
  private static final long ROUND_MILLIS = 1_000;

  private final String node;
  private final EventLog events;
  private final Ring<CrashReport> crashes = new Ring<>(CRASHES_MAX, RING_BYTES_MAX);
  private final Ring<Letter> poison = new Ring<>(LETTERS_MAX, RING_BYTES_MAX);
  private final Ring<Letter> undelivered = new Ring<>(LETTERS_MAX, RING_BYTES_MAX);
  private final Map<String, Trace> traces = new ConcurrentHashMap<>();
  private final Allowance allowance;
  private final AtomicLong serial = new AtomicLong();
  private final Thread rounds;

  // Guarded by untold: letters since the last round.
  private final Map<Letter.Why, Untold> untold = new EnumMap<>(Letter.Why.class);

  private record Untold(String process, String detail, int count) {}

  Chronicle(String node, EventLog events) {
    this(node, events, (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE));
  }

  /**
   * @param revisionBytesMax what the revisions of all processes may come to
   */
  Chronicle(String node, EventLog events, long revisionBytesMax) {
    this.node = node;
    this.events = events;
    this.allowance = new Allowance(revisionBytesMax);
    this.rounds = Thread.ofPlatform().daemon().name("jumpgate-chronicle").unstarted(this::run);
    rounds.start();
  }

  private String id() {
    return node + "-" + serial.incrementAndGet();
  }

  // --- what is reported ---

  /** A handler failed. The message it failed on goes to the dead letters. */
  CrashReport crashed(
      Cell<?, ?> cell, Revision<?, ?> before, Envelope envelope, String error, List<String> stack) {
    Object content = content(envelope, before);
    Kept message = content == null ? null : new Kept(content);
    String id = id();
    String letter =
        message == null
            ? null
            : keep(cell.pid(), cell.name(), Letter.Why.CRASHED, error, message, id);
    Revisions revisions = cell.revisions();
    var report =
        new CrashReport(
            id,
            Instant.now(),
            node,
            cell.name(),
            cell.pid(),
            before.kind().version(),
            before.kind().program().typeName(),
            before.sequence(),
            message == null ? Handling.what(envelope) : "",
            message,
            new Kept(before.state()),
            error,
            stack,
            revisions == null ? List.of() : revisions.messages(),
            letter);
    crashes.add(report);
    return report;
  }

  private static @Nullable Object content(Envelope envelope, Revision<?, ?> before) {
    if (envelope instanceof Envelope.Due due) {
      Ledger.Timer timer = before.ledger().timers().get(due.timer);
      return timer == null ? null : timer.message();
    }
    return Recorder.message(envelope);
  }

  /** A message that nobody handles. */
  void dead(
      @Nullable Pid pid, @Nullable String name, Letter.Why why, String detail, Object message) {
    keep(pid, name, why, detail, new Kept(message), null);
  }

  private String keep(
      @Nullable Pid pid,
      @Nullable String name,
      Letter.Why why,
      String detail,
      Kept message,
      @Nullable String crash) {
    var letter =
        new Letter(
            id(), Instant.now(), node, pid, name, why, detail, message, crash, new AtomicInteger());
    (why.isPoison() ? poison : undelivered).add(letter);
    if (crash == null) {
      var news = new Untold(letter.target(), detail, 1);
      synchronized (untold) {
        untold.merge(why, news, (old, one) -> new Untold(old.process, old.detail, old.count + 1));
      }
    }
    return letter.id();
  }

  /** The process is not here any more. */
  void gone(Cell<?, ?> cell, String why) {
    allowance.forget(cell);
    cell.endTraces(why);
  }

  // --- what operators ask ---

  /** The crashes that are kept. */
  public List<CrashStatus> crashes(UnaryOperator<Tree> sight) {
    return crashes.all().stream().map(report -> report.status(sight)).toList();
  }

  /** A crash, whole. */
  public Optional<Crash> crash(String id, UnaryOperator<Tree> sight) {
    return crashes.find(id).map(report -> report.whole(sight));
  }

  Optional<CrashReport> report(String id) {
    return crashes.find(id);
  }

  /** The dead letters that are kept. */
  public List<DeadLetter> letters(UnaryOperator<Tree> sight) {
    List<Letter> all = new ArrayList<>(poison.all());
    all.addAll(undelivered.all());
    return all.stream().map(letter -> letter.shown(sight)).toList();
  }

  Optional<Letter> letter(String id) {
    return poison.find(id).or(() -> undelivered.find(id));
  }

  // --- revisions and traces ---

  /** New room for the revisions of a process. */
  Revisions revisions(Cell<?, ?> cell) {
    allowance.keep(cell);
    return new Revisions(cell.committed(), System.nanoTime());
  }

  /** Begins a trace, which ends when nobody fetches from it; its id. */
  public String trace(Cell<?, ?> cell, TraceLimits limits) {
    var trace = new Trace(cell, limits, System.nanoTime());
    String id = id();
    traces.put(id, trace);
    cell.trace(trace);
    if (cell.isClosed()) {
      trace.end("the process has ended");
    }
    return id;
  }

  /**
   * What a trace has shown since the last time; waits up to {@code wait} for the first.
   *
   * @return empty where there is no such trace
   */
  public Optional<List<TraceStep>> traced(String id, Duration wait, UnaryOperator<Tree> sight)
      throws InterruptedException {
    Trace trace = traces.get(id);
    return trace == null
        ? Optional.empty()
        : Optional.of(trace.fetch(wait, sight, System.nanoTime()));
  }

  /** Ends a trace. */
  public void untrace(String id) {
    Trace trace = traces.remove(id);
    if (trace != null) {
      trace.end("it was closed");
    }
  }

  // --- the rounds ---

  private void run() {
    try {
      while (true) {
        Thread.sleep(ROUND_MILLIS);
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("the chronicle is closed");
    }
  }

  // Nothing that an application's classes do when they are encoded may end the rounds.
  private void round() {
    try {
      tell();
      crashes.freeze();
      poison.freeze();
      undelivered.freeze();
      traces.values().removeIf(trace -> trace.expire(System.nanoTime()));
      allowance.fit();
    } catch (RuntimeException | Error e) {
      LOG.error("a round of the chronicle failed", Thrown.forLog(e));
    }
  }

  private void tell() {
    Map<Letter.Why, Untold> news;
    synchronized (untold) {
      news = new EnumMap<>(untold);
      untold.clear();
    }
    news.forEach((why, letters) ->
        events.publish(
            Event.Kind.DEAD_LETTER,
            letters.process,
            letters.count == 1
                ? "%s: %s".formatted(why, letters.detail)
                : "%s: %s; %,d messages within a second"
                    .formatted(why, letters.detail, letters.count)));
  }

  @Override
  public void close() {
    rounds.interrupt();
  }
}
