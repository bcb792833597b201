package dev.jumpgate.shell.eval;

/** Thrown in the place of {@code System.exit}; an error, so that few handlers catch it. */
@SuppressWarnings("serial")
final class SnippetExit extends Error {

  private final int code;

  SnippetExit(int code) {
    super("exit " + code, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
