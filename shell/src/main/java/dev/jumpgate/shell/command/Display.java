package dev.jumpgate.shell.command;

import dev.jumpgate.shell.render.Style;
import java.util.Optional;

/** What results are shown on. */
@FunctionalInterface
public interface Display {

  /** How they are to look, asked for each: terminals change their size. */
  Style style();

  /** Takes the whole of it for a view of its own; empty where it is no terminal that can. */
  default Optional<Screen> screen() {
    return Optional.empty();
  }
}
