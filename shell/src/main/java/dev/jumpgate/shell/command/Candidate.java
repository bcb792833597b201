package dev.jumpgate.shell.command;

/**
 * A word that may stand where one is being typed.
 *
 * @param whole false where the word may go on, as a folder's name does with what is in it
 */
public record Candidate(String text, boolean whole) {

  static Candidate of(String text) {
    return new Candidate(text, true);
  }

  static Candidate open(String text) {
    return new Candidate(text, false);
  }
}
