package dev.jumpgate.process;

/** The receiver's version of the code has no such message. */
public final class NotUnderstoodException extends JumpgateException {

  public NotUnderstoodException(String message) {
    super(message);
  }
}
