package dev.jumpgate.shell.script;

import dev.jumpgate.shell.eval.Place;
import dev.jumpgate.shell.eval.Source;

/** One thing to do in a text of Java and commands. */
public sealed interface Step {

  /** A Java snippet, complete as far as can be told without compiling it. */
  record Java(Source source) implements Step {}

  /**
   * A command.
   *
   * @param line as typed, with its slash
   */
  record Command(Place place, String line) implements Step {}

  /** The start of a snippet, where the text ends too early. */
  record Unfinished(Source source) implements Step {}
}
