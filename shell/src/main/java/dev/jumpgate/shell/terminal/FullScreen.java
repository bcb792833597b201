package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.command.Screen;
import dev.jumpgate.shell.render.Style;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's alternate screen: what stood on the terminal before stands there again afterwards.
 *
 * <p>While it is taken Ctrl-C is a key, so that whoever draws ends the view in good order.
 */
public final class FullScreen implements Screen {

  private final Terminal terminal;
  private final Supplier<Style> style;
  private final Runnable after;
  private final Attributes before;
  private final Display display;

  private FullScreen(Terminal terminal, Supplier<Style> style, Runnable after) {
    this.terminal = terminal;
    this.style = style;
    this.after = after;
    this.before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    this.display = new Display(terminal, true);
  }

  /** Takes a terminal; empty where it cannot put text in any place. */
  static Optional<Screen> on(Terminal terminal, Supplier<Style> style) {
    return on(terminal, style, () -> {});
  }

  private static Optional<Screen> on(Terminal terminal, Supplier<Style> style, Runnable after) {
    return terminal.getStringCapability(Capability.cursor_address) == null
        ? Optional.empty()
        : Optional.of(new FullScreen(terminal, style, after));
  }

  /** Takes the terminal that this JVM was started on, where nothing else has it. */
  public static Optional<Screen> open() {
    try {
      Terminal terminal = Terminals.open();
      Optional<Screen> screen =
          on(
              terminal,
              () -> Style.of(System.getenv(), true, terminal.getColumns()),
              () -> close(terminal));
      if (screen.isEmpty()) {
        close(terminal);
      }
      return screen;
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used: " + e.getMessage(), e);
    }
  }

  private static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Style style() {
    return style.get();
  }

  @Override
  public int height() {
    return terminal.getRows();
  }

  @Override
  public void show(List<String> lines) {
    Size size = terminal.getSize();
    display.resize(size);
    List<AttributedString> cut =
        lines.stream()
            .limit(size.getRows())
            .map(line -> AttributedString.fromAnsi(line).columnSubSequence(0, size.getColumns()))
            .toList();
    display.update(cut, 0);
  }

  @Override
  public @Nullable Character key(Duration patience) throws InterruptedException {
    try {
      int key = terminal.reader().read(patience.toMillis());
      return switch (key) {
        case NonBlockingReader.READ_EXPIRED -> null;
        case NonBlockingReader.EOF -> END;
        default -> (char) key;
      };
    } catch (InterruptedIOException e) {
      var interrupted = new InterruptedException();
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException e) {
      return END;
    }
  }

  @Override
  public void close() {
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.exit_ca_mode);
    terminal.setAttributes(before);
    terminal.flush();
    after.run();
  }
}
