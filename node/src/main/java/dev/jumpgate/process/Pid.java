package dev.jumpgate.process;

import java.util.regex.Pattern;

/**
 * The identity of a process: the same before and after a move, never reissued.
 *
 * @param node the name of the node it was born on
 * @param incarnation the life of that node it was born in
 * @param serial its number in that life
 */
public record Pid(String node, long incarnation, long serial) {

  private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*)\\.([0-9a-z]+)\\.(\\d+)");

  /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on other text. */
  public static Pid parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a pid: " + text);
    }
    return new Pid(
        match.group(1), Long.parseLong(match.group(2), 36), Long.parseLong(match.group(3)));
  }

  /** True where {@code text} has the form of a pid. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }

  /** As shown to operators and read back by commands: {@code ship.k3f9x.17}. */
  @Override
  public String toString() {
    return node + "." + Long.toString(incarnation, 36) + "." + serial;
  }
}
