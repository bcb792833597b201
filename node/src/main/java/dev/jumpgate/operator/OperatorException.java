package dev.jumpgate.operator;

import dev.jumpgate.process.JumpgateException;
import org.jspecify.annotations.Nullable;

/**
 * A command that could not be done. Nothing was changed unless the message says so.
 *
 * <p>{@link #getMessage} says in one line what was wrong; {@link #hint} says what to do, where
 * there is something.
 */
public final class OperatorException extends JumpgateException {

  private final Code code;
  private final @Nullable String hint;

  public OperatorException(Code code, String message, @Nullable String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  public Code code() {
    return code;
  }

  public @Nullable String hint() {
    return hint;
  }

  /** The kinds of failure; {@link #text} is the code in JSON. */
  public enum Code {
    UNKNOWN_PROCESS,
    UNKNOWN_NODE,
    ALREADY_THERE,
    /** The operator's {@link Role} does not allow it. */
    REFUSED,
    FAILED,
    BAD_USAGE,
    UNREACHABLE;

    /** As in {@code {"error":{"code":"unknown-process"}}}. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
