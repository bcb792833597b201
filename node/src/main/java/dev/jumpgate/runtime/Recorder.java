package dev.jumpgate.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know what a process handles: nobody, most of the time, and then there is none.
 *
 * @param revisions keeps what is committed, or null
 * @param traces show what is handled to operators
 * @param shadow keeps a copy of the process, or null
 */
record Recorder(@Nullable Revisions revisions, List<Trace> traces, @Nullable Shadow shadow) {

  /** A recorder for these, or null where there are none. */
  private static @Nullable Recorder of(
      @Nullable Revisions revisions, List<Trace> traces, @Nullable Shadow shadow) {
    return revisions == null && traces.isEmpty() && shadow == null
        ? null
        : new Recorder(revisions, traces, shadow);
  }

  /** One that keeps what is committed in {@code revisions}, beside what it did before. */
  static @Nullable Recorder keeping(@Nullable Recorder before, @Nullable Revisions revisions) {
    return of(revisions, tracesOf(before), shadowOf(before));
  }

  /** One that also tells {@code shadow} what is committed. */
  static @Nullable Recorder telling(@Nullable Recorder before, @Nullable Shadow shadow) {
    return of(revisionsOf(before), tracesOf(before), shadow);
  }

  static @Nullable Shadow shadowOf(@Nullable Recorder recorder) {
    return recorder == null ? null : recorder.shadow;
  }

  static @Nullable Revisions revisionsOf(@Nullable Recorder recorder) {
    return recorder == null ? null : recorder.revisions;
  }

  static List<Trace> tracesOf(@Nullable Recorder recorder) {
    return recorder == null ? List.of() : recorder.traces;
  }

  Recorder with(Trace trace) {
    List<Trace> more = new ArrayList<>(traces);
    more.add(trace);
    return new Recorder(revisions, List.copyOf(more), shadow);
  }

  @Nullable Recorder without(Trace trace) {
    return of(revisions, traces.stream().filter(other -> other != trace).toList(), shadow);
  }

  /** The message in an envelope, or null where it is none. */
  static @Nullable Object message(Envelope envelope) {
    Envelope.Message message = Envelope.messageIn(envelope);
    return message == null ? null : message.content();
  }

  /**
   * Something was handled, by the worker; {@code since} is when it began, {@code turn} null where
   * no handler ran.
   */
  void handled(
      Envelope envelope,
      Revision<?, ?> before,
      Revision<?, ?> after,
      @Nullable Turn<?> turn,
      String outcome,
      long since) {
    if (shadow != null && after.sequence() != before.sequence()) {
      shadow.committed(after.sequence());
    }
    if (revisions != null && after.sequence() != before.sequence()) {
      Object message = message(envelope);
      revisions.add(after, message == null ? Handling.what(envelope) : null, message, since);
    }
    if (!traces.isEmpty()) {
      long now = System.nanoTime();
      int effects = turn == null ? 0 : turn.effects();
      for (Trace trace : traces) {
        trace.handled(
            envelope, before.sequence(), after.sequence(), now - since, effects, outcome, now);
      }
    }
  }
}
