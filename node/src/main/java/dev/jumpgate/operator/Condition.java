package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses processes by what they are and what they hold: {@code mailbox > 100 and state.balance <
 * 0}.
 *
 * <p>A closed language, never Java, so that whoever may look may use it:
 *
 * <pre>
 * condition  = and { "or" and }
 * and        = not { "and" not }
 * not        = [ "not" ] ( comparison | "(" condition ")" )
 * comparison = subject ( = | != | &lt; | &lt;= | &gt; | &gt;= | ~ ) value
 * subject    = a component of {@link ProcessStatus}, or "state" and a path into the state
 * value      = a number, a text (in quotes unless it is one word), true, false, null
 * </pre>
 *
 * {@code ~} matches as a {@link Pattern} does. A state without the part that is asked for satisfies
 * no comparison but {@code = null}; values of different kinds are unequal and in no order.
 *
 * <p>Immutable.
 */
public final class Condition {

  private final String text;
  private final Term term;

  private Condition(String text, Term term) {
    this.text = text;
    this.term = term;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException with one line that names the column where it goes wrong
   */
  public static Condition parse(String text) {
    return new Condition(text, ConditionParser.parse(text));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /**
   * True where it holds of a process.
   *
   * @param state asked only where the answer depends on it, at most once for each comparison
   */
  public boolean matches(ProcessStatus process, Supplier<Tree> state) {
    return term.holds(process, state);
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * A value as it was written.
   *
   * @param value a BigDecimal, String, Boolean or null
   */
  record Literal(@Nullable Object value) {}

  /** A part of a condition that holds or does not. */
  sealed interface Term {

    boolean holds(ProcessStatus process, Supplier<Tree> state);

    record And(Term left, Term right) implements Term {
      @Override
      public boolean holds(ProcessStatus process, Supplier<Tree> state) {
        return left.holds(process, state) && right.holds(process, state);
      }
    }

    record Or(Term left, Term right) implements Term {
      @Override
      public boolean holds(ProcessStatus process, Supplier<Tree> state) {
        return left.holds(process, state) || right.holds(process, state);
      }
    }

    record Not(Term term) implements Term {
      @Override
      public boolean holds(ProcessStatus process, Supplier<Tree> state) {
        return !term.holds(process, state);
      }
    }

    record Compared(Subject subject, Comparison comparison, Literal value) implements Term {
      @Override
      public boolean holds(ProcessStatus process, Supplier<Tree> state) {
        return switch (subject.of(process, state)) {
          case Subject.Nothing _ -> comparison == Comparison.EQUAL && value.value() == null;
          case Subject.Something(var found) -> comparison.holds(found, value);
        };
      }
    }
  }
}
