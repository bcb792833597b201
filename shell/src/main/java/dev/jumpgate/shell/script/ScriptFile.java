package dev.jumpgate.shell.script;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a script.
 *
 * @param name as messages show it
 * @param text with {@code \n} at the ends of lines
 */
record ScriptFile(Path path, String name, String text) {

  /** The file cannot be had; the message says why in one line. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static ScriptFile read(Path path) throws Unreadable {
    try {
      String text = Files.readString(path).replace("\r\n", "\n");
      if (text.startsWith("\ufeff")) {
        text = text.substring(1);
      }
      // A comment of the same length, so that columns stay.
      return new ScriptFile(
          path, path.toString(), text.startsWith("#!") ? "//" + text.substring(2) : text);
    } catch (NoSuchFileException e) {
      throw new Unreadable("there is no script " + path, e);
    } catch (CharacterCodingException e) {
      throw new Unreadable("the script " + path + " is not UTF-8 text", e);
    } catch (IOException e) {
      String why = Files.isDirectory(path) ? "it is a directory" : e.getMessage();
      throw new Unreadable("the script " + path + " cannot be read: " + why, e);
    }
  }

  /** Another file as this script names it: from the working directory, else beside this script. */
  Path resolve(String other) {
    Path plain = Path.of(other);
    Path beside = path.resolveSibling(other);
    return Files.exists(plain) || !Files.exists(beside) ? plain : beside;
  }

  /** One line, from 1. */
  String line(int number) {
    List<String> lines = text.lines().toList();
    return number <= lines.size() ? lines.get(number - 1) : "";
  }
}
