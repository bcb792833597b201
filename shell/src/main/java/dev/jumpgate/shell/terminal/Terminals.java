package dev.jumpgate.shell.terminal;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the terminal that this JVM was started on, without a word about how. */
final class Terminals {

  /** JLine would log to the terminal it serves. Kept, or the setting is lost with the logger. */
  private static final Logger JLINE = Logger.getLogger("org.jline");

  private Terminals() {}

  static Terminal open() throws IOException {
    JLINE.setLevel(Level.OFF);
    try {
      // Loads a small library; the others load half of the foreign function interface, or run stty.
      return builder().providers("jni").dumb(false).build();
    } catch (IllegalStateException | IOException e) {
      // A terminal that can do nothing is served as such, not complained about.
      return builder().providers("ffm,exec").dumb(true).build();
    }
  }

  private static TerminalBuilder builder() {
    return TerminalBuilder.builder()
        .name("jumpgate")
        .system(true)
        // Asking whether the terminal knows this mode delays the prompt where it does not answer.
        .graphemeCluster(false);
  }

  /** True where keys wait to be read. */
  static boolean isTyping(Terminal terminal) {
    return terminal.reader().available() > 0;
  }
}
