package dev.jumpgate.gate.evaluator;

/** A {@code require} or an {@code await} that did not hold. */
final class RequireFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RequireFailedException(String message) {
    super(message);
  }
}
