package dev.jumpgate.process;

import java.util.regex.Pattern;

/** The form that the names of processes and groups have. */
public final class NameForm {

  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_./:-]*");

  private NameForm() {}

  /**
   * The name itself.
   *
   * @param owner what it is to name, with its article
   * @throws RefusedException where it has not the form of a name, or that of a pid
   */
  public static String check(String name, String owner) {
    if (!FORM.matcher(name).matches() || Pid.matches(name)) {
      throw new RefusedException(
          "'%s' is no name for %s: a letter, then letters, digits and _ . / : -"
              .formatted(name, owner));
    }
    return name;
  }
}
