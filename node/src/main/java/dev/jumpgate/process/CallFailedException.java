package dev.jumpgate.process;

/** The target's handler threw, or its node was lost before it answered. */
public final class CallFailedException extends JumpgateException {

  public CallFailedException(String message) {
    super(message);
  }
}
