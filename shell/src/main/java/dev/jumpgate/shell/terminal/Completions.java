package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.command.Candidate;
import dev.jumpgate.shell.eval.JavaSession;
import dev.jumpgate.shell.eval.Suggestions;
import dev.jumpgate.shell.script.Workspace;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What TAB offers: commands and their arguments after a slash, Java elsewhere.
 *
 * @param commands completes a command line up to the cursor
 * @param java the session of the moment
 */
record Completions(Function<String, Workspace.Candidates> commands, Supplier<JavaSession> java) {

  /** What may stand at the cursor. */
  Workspace.Candidates at(String text, int cursor) {
    if (isCommand(text)) {
      int begin = text.indexOf('/');
      if (cursor <= begin) {
        return new Workspace.Candidates(cursor, List.of());
      }
      Workspace.Candidates found = commands.apply(text.substring(begin, cursor));
      return new Workspace.Candidates(begin + found.begin(), found.candidates());
    }
    Suggestions found = java.get().complete(text, cursor);
    return new Workspace.Candidates(
        found.begin(), found.texts().stream().map(t -> new Candidate(t, false)).toList());
  }

  /** True where a text is a command, and no comment. */
  static boolean isCommand(String text) {
    String begin = text.stripLeading();
    return begin.startsWith("/") && !begin.startsWith("//") && !begin.startsWith("/*");
  }
}
