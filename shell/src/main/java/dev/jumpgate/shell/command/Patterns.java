package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Condition;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/** Patterns and conditions as they are typed. */
final class Patterns {

  private Patterns() {}

  /** All processes where nothing was typed. */
  static Pattern orAll(@Nullable String typed) {
    return typed == null ? Pattern.ALL : parse(typed);
  }

  static Pattern parse(String typed) {
    try {
      return new Pattern(typed);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(BAD_USAGE, String.valueOf(e.getMessage()), null);
    }
  }

  /** True where a name as it is typed stands for any number of processes. */
  static boolean isPattern(String typed) {
    return typed.indexOf('*') >= 0 || typed.indexOf('?') >= 0;
  }

  static Condition parseCondition(String typed) {
    try {
      return Condition.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(BAD_USAGE, "--where: " + e.getMessage(), null);
    }
  }

  /** True where the name or the pid has the form. */
  static boolean matches(Pattern pattern, @Nullable String name, Pid pid) {
    return (name != null && pattern.matches(name)) || pattern.matches(pid.toString());
  }
}
