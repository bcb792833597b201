package dev.jumpgate.shell.script;

import dev.jumpgate.shell.eval.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Complaints that begin with the line of the script that they are about.
 *
 * <p>What commands say begins with the program's name; in a script the place takes its place.
 */
final class PlacedWriter extends Writer {

  private static final Pattern PROGRAM =
      Pattern.compile("^(\\033\\[[\\d;]*m)*jumpgate:(\\033\\[[\\d;]*m)* ");

  // Guarded by the lock of Writer.
  private final Writer target;
  private @Nullable Place place;
  private boolean said;
  private final StringBuilder line = new StringBuilder();

  PlacedWriter(Writer target) {
    this.target = target;
  }

  /** Says what the following lines are about; null for nothing in particular. */
  void about(@Nullable Place next) {
    synchronized (lock) {
      place = next;
      said = false;
    }
  }

  /** True where a line was written since {@link #about}. */
  boolean said() {
    synchronized (lock) {
      return said;
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    synchronized (lock) {
      for (int i = offset; i < offset + length; i++) {
        line.append(text[i]);
        if (text[i] == '\n') {
          pass();
        }
      }
    }
  }

  private void pass() throws IOException {
    said = true;
    String whole = line.toString();
    line.setLength(0);
    // The lines of a stack trace belong to the one above.
    if (place == null || whole.isBlank() || Character.isWhitespace(whole.charAt(0))) {
      target.write(whole);
    } else {
      target.write(place + ": ");
      target.write(PROGRAM.matcher(whole).replaceFirst(""));
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      if (place == null && !line.isEmpty()) {
        target.write(line.toString());
        line.setLength(0);
      }
      target.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
