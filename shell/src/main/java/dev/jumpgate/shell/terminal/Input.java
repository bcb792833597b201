package dev.jumpgate.shell.terminal;

import org.jspecify.annotations.Nullable;

/** Where the operator's texts come from. */
interface Input {

  /** The next text, one or more lines that make whole snippets and commands; null at the end. */
  @Nullable String next();
}
