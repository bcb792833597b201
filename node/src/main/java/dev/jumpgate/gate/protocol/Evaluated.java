package dev.jumpgate.gate.protocol;

import dev.jumpgate.state.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link Evaluation} came to. */
public sealed interface Evaluated {

  /** There is nothing to say. */
  record Done() implements Evaluated {}

  record Generation(long number) implements Evaluated {}

  record Names(List<String> names) implements Evaluated {}

  /** Null where the node has no such class. */
  record ClassBytes(@Nullable Bytes bytes) implements Evaluated {}

  /** The value as text, cut where it is long. */
  record Value(String text) implements Evaluated {}

  /** The value is what a command would answer with. */
  record Answer(Result result) implements Evaluated {}

  /** The snippet has a value, whose {@code toString} failed. */
  record Textless(List<Thrown> chain) implements Evaluated {}

  /** The snippet threw; what was thrown comes first, its causes follow. */
  record Threw(List<Thrown> chain) implements Evaluated {}

  /**
   * The snippet was stopped.
   *
   * @param stuck where its thread still is, because it reacts to nothing, or null where it ended
   */
  record Stopped(@Nullable String stuck) implements Evaluated {}

  /** The node could not do it. */
  record Failed(String message) implements Evaluated {}

  /**
   * An exception without its class.
   *
   * @param plain true where the message says it all, to operators too
   */
  record Thrown(String type, @Nullable String message, boolean plain, List<StackLine> stack) {}

  /** One line of a stack. */
  record StackLine(String type, String method, @Nullable String file, int line) {}
}
