package dev.jumpgate.process;

/** No answer came in time; the request may still be handled. */
public final class CallTimeoutException extends JumpgateException {

  public CallTimeoutException(String message) {
    super(message);
  }
}
