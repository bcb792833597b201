package dev.jumpgate.shell.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lines from a pipe or a file, taken together until they are complete. */
final class PipedInput implements Input {

  private final BufferedReader lines;
  private final Predicate<String> unfinished;

  /**
   * An input.
   *
   * @param unfinished true for a text that ends inside a snippet
   */
  PipedInput(Reader source, Predicate<String> unfinished) {
    this.lines = new BufferedReader(source);
    this.unfinished = unfinished;
  }

  @Override
  public @Nullable String next() {
    try {
      String text = lines.readLine();
      while (text != null && unfinished.test(text)) {
        String more = lines.readLine();
        if (more == null) {
          return text;
        }
        text = text + "\n" + more;
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }
}
