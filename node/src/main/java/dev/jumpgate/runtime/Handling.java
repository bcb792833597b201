package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that a process is on.
 *
 * @param since when it began, on this node's monotonic clock, nanoseconds; where several short ones
 *     were handled in a row, when the first of them began
 */
record Handling(Envelope envelope, long since, Thread thread) {

  /** What the process is on, or null where no worker is at it. */
  static @Nullable Handling of(Cell<?, ?> cell) {
    Worker worker = cell.worker();
    Envelope hand = worker == null ? null : worker.hand();
    Thread thread = worker == null ? null : worker.thread();
    return worker == null || thread == null || hand == null || hand instanceof Envelope.Nothing
        ? null
        : new Handling(hand, worker.since(), thread);
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** A stack as shown to operators: what the process itself does, innermost first. */
  static List<String> frames(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::toString)
        .takeWhile(frame -> !frame.startsWith(Cell.class.getName()))
        .toList();
  }

  /** The message as shown to operators. */
  String what() {
    return what(envelope);
  }

  /** An envelope as shown to operators. */
  static String what(Envelope envelope) {
    return switch (envelope) {
      case Envelope.Message message -> text(message.content());
      case Envelope.Marked marked -> text(marked.message.content());
      case Envelope.Answered answered -> "the answer to question " + answered.ask;
      case Envelope.End _ -> "a flush";
      case Envelope.Told told -> told.notice.toString();
      case Envelope.Started started -> "its start (" + started.cause + ")";
      case Envelope.Due due -> "timer " + due.timer;
      case Envelope.Overdue overdue -> "question " + overdue.ask + " without an answer";
      case Envelope.Stop stop -> "its end (" + stop.reason + ")";
      case Envelope.Nothing _ -> "nothing";
    };
  }

  // Not by its own toString: that is the application's code, and shows what is to be hidden.
  private static String text(Object content) {
    try {
      Tree tree =
          content instanceof Envelope.Packed(var bytes)
              ? Codec.tree(bytes.toArray())
              : Codec.treeOf(content);
      return tree.toString();
    } catch (CodecException e) {
      return "a " + content.getClass().getSimpleName();
    }
  }
}
