package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process as it is seen from outside while it runs: who is at it, how fast it goes, what is kept
 * of its past. Most processes hardly do anything, and have nothing of all this but a reference.
 */
abstract class Observed extends Fenced {

  /** Messages after which a process is no longer one of the many that hardly do anything. */
  private static final int WORTH_AN_ANNEX = 8;

  private static final VarHandle WORKER;

  static {
    try {
      WORKER = MethodHandles.lookup().findVarHandle(Observed.class, "worker", Worker.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // The one that runs it, or did a moment ago: whether it still does is for the worker to say.
  @SuppressWarnings("UnusedVariable") // through WORKER
  private @Nullable Worker worker;

  // Made once, under the monitor.
  private volatile @Nullable Annex annex;

  Observed() {}

  Observed(Hold hold, Envelope start, @Nullable Annex annex) {
    super(hold, start);
    this.annex = annex;
  }

  /** The global name, or null. */
  abstract @Nullable String name();

  /** This node's clock, nanoseconds. */
  abstract long now();

  /** Where its revisions are to be kept. */
  abstract Revisions newRevisions();

  /** The epoch at which this node owns the process. */
  public final long epoch() {
    Annex known = annex;
    return known == null ? 1 : known.epoch();
  }

  /** True where this node owns it at that epoch, or may soon. */
  final boolean isOf(long epoch) {
    Annex known = annex;
    return known == null ? epoch == 1 : known.isOf(epoch);
  }

  // --- on the way to another node ---

  /** It is being copied, and may be slowed down; or no more. */
  final synchronized void copied(boolean yes) {
    Annex known = annex();
    if (!yes) {
      known.pace(null);
    } else if (known.pace() == null) {
      known.pace(new Pace(now(), messages()));
    }
  }

  /** True while it is being copied in order to leave. */
  final boolean isCopied() {
    return pace() != null;
  }

  /** Goes on at so many percent of its speed until it is no longer copied. */
  final void slow(int percent) {
    Pace pace = pace();
    if (pace != null) {
      pace.slow(percent, now(), messages(), taken());
    }
  }

  private @Nullable Pace pace() {
    Annex known = annex;
    return known == null ? null : known.pace();
  }

  private void keepPace() {
    Pace pace = pace();
    if (pace != null) {
      pace.keep(taken());
    }
  }

  // --- what it ran ---

  /** The version it ran before this one, or null. */
  public @Nullable BundleVersion former() {
    Annex known = annex;
    return known == null ? null : known.former();
  }

  /** The worker that runs it now, or null. */
  final @Nullable Worker worker() {
    var ran = (Worker) WORKER.getOpaque(this);
    return ran != null && ran.runs(this) ? ran : null;
  }

  /** What few processes have; made when first asked for. */
  final synchronized Annex annex() {
    Annex known = annex;
    if (known == null) {
      known = new Annex(1, taken(), now());
      annex = known;
    }
    return known;
  }

  /** The last measurement of its state's size, or null. */
  final @Nullable StateSize size() {
    Annex known = annex;
    return known == null ? null : known.size();
  }

  final void size(StateSize measured) {
    annex().size(measured);
  }

  /** How long its messages take, or null where it had hardly any. */
  final @Nullable Timing timing() {
    Annex known = annex;
    return known == null ? null : known.timing();
  }

  /** Messages handled here in all. */
  final long messages() {
    Annex known = annex;
    return known == null ? taken() : known.messages();
  }

  private @Nullable Recorder recorder() {
    Annex known = annex;
    return known == null ? null : known.recorder();
  }

  /** Its last revisions, or null where they are not kept. */
  final @Nullable Revisions revisions() {
    return Recorder.revisionsOf(recorder());
  }

  /** Keeps its revisions from now on, or no more. */
  final synchronized void remember(boolean on) {
    Annex known = annex();
    known.begin();
    Recorder now = known.recorder();
    if (on != (Recorder.revisionsOf(now) != null)) {
      Revisions revisions = on ? newRevisions() : null;
      known.recorder(Recorder.keeping(now, revisions));
    }
  }

  /** True where its revisions are kept, or will be from its first message on. */
  final boolean remembers() {
    Annex known = annex;
    boolean begun = known != null && known.begun();
    return begun ? revisions() != null : name() != null;
  }

  final synchronized void trace(Trace trace) {
    Annex known = annex();
    Recorder now = known.recorder();
    known.recorder(now == null ? new Recorder(null, List.of(trace), null) : now.with(trace));
  }

  final synchronized void untrace(Trace trace) {
    Recorder now = recorder();
    if (now != null) {
      annex().recorder(now.without(trace));
    }
  }

  /** Who keeps a copy of it elsewhere, or null. */
  final @Nullable Shadow shadow() {
    return Recorder.shadowOf(recorder());
  }

  final synchronized void tell(@Nullable Shadow shadow) {
    Annex known = annex();
    known.recorder(Recorder.telling(known.recorder(), shadow));
  }

  /** What may not leave yet; null where the process has, and had, no copy that holds it back. */
  final @Nullable Withheld withheld() {
    Annex known = annex;
    return known == null ? null : known.withheld();
  }

  /** The copy has this revision and all before it: what they asked for leaves. On any thread. */
  public final void acknowledged(long revision) {
    Withheld known = withheld();
    if (known != null) {
      known.acknowledged(revision);
    }
  }

  /** Who follows it is told that nothing comes any more. */
  final void endTraces(String why) {
    Recorder.tracesOf(recorder()).forEach(trace -> trace.end(why));
  }

  /** By the worker, before a message: those of a named process are worth remembering. */
  final void begin() {
    if (name() != null) {
      Annex known = annex;
      if (known == null || !known.begun()) {
        remember(true);
      }
    }
  }

  /** By who runs the process, after it: what came of it, which began at {@code since}. */
  final void record(
      Envelope envelope,
      Revision<?, ?> before,
      Revision<?, ?> after,
      @Nullable Turn<?> turn,
      String outcome,
      long since) {
    Recorder recorder = recorder();
    if (recorder != null) {
      recorder.handled(envelope, before, after, turn, outcome, since);
    }
  }

  /** Messages handled in the last second or so, per second. */
  final double rate() {
    Annex known = annex;
    return known == null ? 0 : known.rate(now());
  }

  @Override
  boolean timed() {
    Annex known = annex;
    return known == null || known.timed();
  }

  @Override
  void took(long nanos, int handled) {
    Annex known = annex;
    if (known != null) {
      known.took(nanos, handled);
      keepPace();
    }
  }

  @Override
  void ran(long now, long nanos, int handled) {
    Annex known = annex;
    if (known != null) {
      known.took(nanos, handled);
      known.tick(taken(), now);
    } else if (taken() >= WORTH_AN_ANNEX) {
      annex();
    }
  }

  @Override
  void running(@Nullable Worker now) {
    WORKER.setOpaque(this, now);
    if (now != null) {
      keepPace();
    }
  }
}
