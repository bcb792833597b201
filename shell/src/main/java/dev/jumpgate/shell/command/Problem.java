package dev.jumpgate.shell.command;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.shell.build.BuildException;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.Text;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What was wrong with a command, ready to be told.
 *
 * @param code as in JSON
 * @param message one line
 * @param hint what to do, or null
 * @param exit the exit code
 * @param details lines that come first, each whole in itself: a compiler's errors
 */
record Problem(String code, String message, @Nullable String hint, int exit, List<String> details) {

  private static final String UNEXPECTED = "internal";

  /** A word behind a slash that is no part of a path. */
  private static final Pattern COMMAND = Pattern.compile("(?<![^\\s(])/([a-z]+)(?![\\w/.])");

  private Problem(String code, String message, @Nullable String hint, int exit) {
    this(code, message, hint, exit, List.of());
  }

  /** Why a command that was understood could not be done. */
  static Problem of(Throwable failure) {
    return switch (failure) {
      case OperatorException e ->
          new Problem(e.code().text(), message(e), e.hint(), ExitCode.of(e.code()));
      case BuildException e -> new Problem("failed", message(e), null, ExitCode.FAILED, e.errors());
      case JumpgateException e -> new Problem("failed", message(e), null, ExitCode.FAILED);
      case InterruptedException _ ->
          new Problem("interrupted", "interrupted", null, ExitCode.INTERRUPTED);
      default ->
          new Problem(
              UNEXPECTED,
              "this should not happen: " + failure,
              "--verbose shows the stack",
              ExitCode.FAILED);
    };
  }

  /**
   * Why words are no command.
   *
   * @param prefix what a command is typed after: {@code jumpgate } or a slash
   */
  static Problem of(ParameterException e, String prefix) {
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : decapitalized(message(e));
    return new Problem("bad-usage", message, hint(e, prefix), ExitCode.USAGE);
  }

  /**
   * The same with a hint that can be typed where it is read: nodes name commands as the shell does.
   *
   * @param prefix what a command is typed after
   */
  Problem typed(Collection<String> commands, String prefix) {
    if (hint == null) {
      return this;
    }
    String here =
        COMMAND
            .matcher(hint)
            .replaceAll(found ->
                commands.contains(found.group(1))
                    ? Matcher.quoteReplacement(prefix + found.group(1))
                    : Matcher.quoteReplacement(found.group()));
    return new Problem(code, message, here, exit, details);
  }

  /** True where the fault is ours. */
  boolean isUnexpected() {
    return code.equals(UNEXPECTED);
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return "unknown option " + word;
    }
    return isRoot(e) ? "unknown command " + word : "one argument too many: " + word;
  }

  private static @Nullable String hint(ParameterException e, String prefix) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      boolean command = isRoot(e) && !unmatched.isUnknownOption();
      // Among many commands there is always one that is a little alike.
      Optional<String> like =
          unmatched.getSuggestions().stream()
              .filter(s -> s.regionMatches(0, word, 0, 1))
              .findFirst();
      if (like.isPresent()) {
        return "did you mean %s?".formatted((command ? prefix : "") + like.get());
      }
    }
    String name = e.getCommandLine().getCommandName();
    if (e instanceof MissingParameterException && !isRoot(e)) {
      return "usage: " + Usage.synopsis(e.getCommandLine(), prefix);
    }
    return "see %s".formatted(isRoot(e) ? prefix + "--help" : prefix + name + " --help");
  }

  private static boolean isRoot(ParameterException e) {
    return e.getCommandLine().getParent() == null;
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String decapitalized(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private String whole() {
    return details.isEmpty() ? message : message + "\n" + String.join("\n", details);
  }

  /** Says so on standard error, as one line after its details or as one document. */
  void tell(boolean json, Session session) {
    if (json) {
      session.err().println(Json.error(code, whole(), hint));
    } else {
      details.forEach(line -> session.err().println(Text.line(line)));
      session.err().println(Text.error(message, hint, session.style()));
    }
    session.err().flush();
  }
}
