package dev.jumpgate.shell.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReader;

/**
 * What {@code System.out} is while a person is at the prompt: a listener that prints from a thread
 * of its own must not write into the line that is being typed, so its lines go above it.
 */
final class AbovePrompt extends OutputStream {

  private final LineReader reader;
  // Guarded by this.
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private AbovePrompt(LineReader reader) {
    this.reader = reader;
  }

  /**
   * A stream that prints above the line that {@code reader} reads, or plainly while it does not.
   */
  static PrintStream of(LineReader reader) {
    return new PrintStream(new AbovePrompt(reader), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    pending.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    pending.write(bytes, offset, length);
  }

  @Override
  public synchronized void flush() {
    String text = pending.toString(StandardCharsets.UTF_8);
    if (!reader.isReading()) {
      pending.reset();
      reader.getTerminal().writer().print(text);
      reader.getTerminal().flush();
      return;
    }
    // The start of a line waits for its end.
    int end = text.lastIndexOf('\n');
    if (end >= 0) {
      pending.reset();
      pending.writeBytes(text.substring(end + 1).getBytes(StandardCharsets.UTF_8));
      reader.printAbove(text.substring(0, end));
    }
  }
}
