package dev.jumpgate.shell.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one snippet. */
public sealed interface Outcome {

  /** True where nothing that follows should be run. */
  default boolean failed() {
    return false;
  }

  /**
   * An expression or a variable has a value.
   *
   * @param name the variable that holds it, {@code $1} where it was given none
   * @param type as the compiler sees it
   */
  record Value(String name, String type, @Nullable Object value) implements Outcome {}

  /** A statement ran to its end, or an import is in force; there is nothing to show. */
  record Done() implements Outcome {}

  /**
   * A method or a type can be used from now on.
   *
   * @param what as in {@code method f(int)}
   * @param replaced true where it took the place of an earlier one
   * @param missing what must be declared before it can be used, as in {@code variable x}
   */
  record Declared(String what, boolean replaced, List<String> missing) implements Outcome {}

  /** It does not compile; nothing of it ran. */
  record Rejected(List<Problem> problems) implements Outcome {
    @Override
    public boolean failed() {
      return true;
    }
  }

  /**
   * It threw.
   *
   * @param frames the snippets' lines on its stack, innermost first
   */
  record Threw(Throwable thrown, List<Frame> frames) implements Outcome {
    @Override
    public boolean failed() {
      return true;
    }
  }

  /**
   * It was stopped by the operator.
   *
   * @param stuck where its thread still is, because it reacts to nothing, or null where it ended
   */
  record Stopped(@Nullable String stuck) implements Outcome {
    @Override
    public boolean failed() {
      return true;
    }
  }

  /** It called {@code System.exit}, which ends the session rather than this JVM. */
  record Exited(int code) implements Outcome {
    @Override
    public boolean failed() {
      return true;
    }
  }
}
