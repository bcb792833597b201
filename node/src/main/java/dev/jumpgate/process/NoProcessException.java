package dev.jumpgate.process;

/** There is no such process, or no longer. */
public final class NoProcessException extends JumpgateException {

  public NoProcessException(String message) {
    super(message);
  }
}
