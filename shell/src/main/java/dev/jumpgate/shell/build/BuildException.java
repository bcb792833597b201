package dev.jumpgate.shell.build;

import dev.jumpgate.process.JumpgateException;
import java.util.List;

/** A path that cannot be pushed, and why. Nothing was sent. */
public final class BuildException extends JumpgateException {

  private final List<String> errors;

  BuildException(String message) {
    this(message, List.of());
  }

  /**
   * What does not compile.
   *
   * @param errors one line each
   */
  BuildException(String message, List<String> errors) {
    super(message);
    this.errors = List.copyOf(errors);
  }

  /** The compiler's errors as {@code file:line:column: message}; empty where it is about others. */
  public List<String> errors() {
    return errors;
  }
}
