package dev.jumpgate.runtime;

import org.jspecify.annotations.Nullable;

/** What an application threw, as text: its own code may throw again when asked. */
final class Thrown {

  private static final String UNREADABLE = ", whose message cannot be read";

  private Thrown() {}

  static String text(Throwable thrown) {
    try {
      return String.valueOf(thrown);
    } catch (Throwable again) {
      return thrown.getClass().getName() + UNREADABLE;
    }
  }

  /** What caused it, or null; its own code may throw again here too. */
  static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable again) {
      return null;
    }
  }

  /** For the log, which asks for the message too: a stand-in with the same stack where it must. */
  static Throwable forLog(Throwable thrown) {
    String text = text(thrown);
    if (!text.endsWith(UNREADABLE)) {
      return thrown;
    }
    var stand = new IllegalStateException(text);
    stand.setStackTrace(thrown.getStackTrace());
    return stand;
  }
}
