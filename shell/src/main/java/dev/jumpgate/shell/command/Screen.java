package dev.jumpgate.shell.command;

import dev.jumpgate.shell.render.Style;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole terminal, for a view that is drawn again and again until a key ends it. */
public interface Screen extends AutoCloseable {

  /** Ctrl-C as a key. */
  char INTERRUPT = '\003';

  /** Ctrl-D as a key; also where no key can come any more. */
  char END = '\004';

  /** How lines may look now; a terminal may change its size. */
  Style style();

  /** How many lines there are now. */
  int height();

  /** Shows these lines from the top, and nothing else. */
  void show(List<String> lines);

  /** The next key, or null where none came for so long. */
  @Nullable Character key(Duration patience) throws InterruptedException;

  /** Gives the terminal back as it was. */
  @Override
  void close();
}
