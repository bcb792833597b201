package dev.jumpgate.shell.eval;

/**
 * The first snippet of a text, as far as it can be told apart without compiling it.
 *
 * @param source what to evaluate, with a semicolon added where one was left out; "" unless complete
 * @param length how many characters of the text it takes up
 */
public record Reading(State state, String source, int length) {

  /** How much of a snippet there is. */
  public enum State {
    /** Blanks and comments only. */
    EMPTY,
    /** More must follow. */
    INCOMPLETE,
    /** A snippet, or something that no continuation can make one. */
    COMPLETE,
    /** A snippet as it stands, but a further line might belong to it. */
    UNTERMINATED
  }
}
