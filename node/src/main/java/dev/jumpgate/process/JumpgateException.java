package dev.jumpgate.process;

import org.jspecify.annotations.Nullable;

/** What the runtime throws to those who use a process. The message is one line for an operator. */
public class JumpgateException extends RuntimeException {

  public JumpgateException(String message) {
    super(message);
  }

  public JumpgateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
