package dev.jumpgate.gate.evaluator;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the place of {@code System.out} or {@code System.err}: sends what a snippet's
 * threads print to its operator, and all else to where it went before.
 */
@SuppressWarnings("AnnotateFormatMethod") // Passes on what its callers format.
final class Console extends PrintStream {

  private final PrintStream before;
  private final boolean error;

  private Console(PrintStream before, boolean error) {
    super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    this.before = before;
    this.error = error;
  }

  /** Puts both in place where they are not: other code may have set its own since. */
  static synchronized void install() {
    if (!(System.out instanceof Console)) {
      System.setOut(new Console(System.out, false));
    }
    if (!(System.err instanceof Console)) {
      System.setErr(new Console(System.err, true));
    }
  }

  private PrintStream target() {
    Run run = Run.current();
    return run == null ? before : run.stream(error);
  }

  @Override
  public void flush() {
    target().flush();
  }

  @Override
  public void close() {
    target().flush();
  }

  @Override
  public boolean checkError() {
    return target().checkError();
  }

  @Override
  public void write(int b) {
    target().write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    target().write(bytes, from, length);
  }

  @Override
  public void write(byte[] bytes) {
    target().write(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    target().write(bytes, 0, bytes.length);
  }

  @Override
  public void print(boolean b) {
    target().print(b);
  }

  @Override
  public void print(char c) {
    target().print(c);
  }

  @Override
  public void print(int i) {
    target().print(i);
  }

  @Override
  public void print(long l) {
    target().print(l);
  }

  @Override
  public void print(float f) {
    target().print(f);
  }

  @Override
  public void print(double d) {
    target().print(d);
  }

  @Override
  public void print(char[] text) {
    target().print(text);
  }

  @Override
  public void print(@Nullable String text) {
    target().print(text);
  }

  @Override
  public void print(@Nullable Object value) {
    target().print(value);
  }

  @Override
  public void println() {
    target().println();
  }

  @Override
  public void println(boolean b) {
    target().println(b);
  }

  @Override
  public void println(char c) {
    target().println(c);
  }

  @Override
  public void println(int i) {
    target().println(i);
  }

  @Override
  public void println(long l) {
    target().println(l);
  }

  @Override
  public void println(float f) {
    target().println(f);
  }

  @Override
  public void println(double d) {
    target().println(d);
  }

  @Override
  public void println(char[] text) {
    target().println(text);
  }

  @Override
  public void println(@Nullable String text) {
    target().println(text);
  }

  @Override
  public void println(@Nullable Object value) {
    target().println(value);
  }

  @Override
  public PrintStream printf(String format, @Nullable Object... values) {
    target().format(format, values);
    return this;
  }

  @Override
  public PrintStream printf(@Nullable Locale locale, String format, @Nullable Object... values) {
    target().format(locale, format, values);
    return this;
  }

  @Override
  public PrintStream format(String format, @Nullable Object... values) {
    target().format(format, values);
    return this;
  }

  @Override
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... values) {
    target().format(locale, format, values);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    target().append(text);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int from, int to) {
    target().append(text, from, to);
    return this;
  }

  @Override
  public PrintStream append(char c) {
    target().append(c);
    return this;
  }
}
