package dev.jumpgate.gate.evaluator;

/** Thrown in the place of {@code System.exit}; an error, so that few handlers catch it. */
@SuppressWarnings("serial")
final class ExitRefused extends Error {

  ExitRefused(int code) {
    super("exit " + code + " is refused: a snippet does not end the node it runs in");
  }
}
