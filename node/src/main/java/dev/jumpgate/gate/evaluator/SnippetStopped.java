package dev.jumpgate.gate.evaluator;

/** Thrown inside a snippet that was told to stop; an error, so that few handlers catch it. */
@SuppressWarnings("serial")
final class SnippetStopped extends Error {

  SnippetStopped() {
    super("stopped", null, false, false);
  }
}
