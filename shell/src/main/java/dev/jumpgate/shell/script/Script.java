package dev.jumpgate.shell.script;

import dev.jumpgate.shell.eval.Frame;
import dev.jumpgate.shell.eval.Outcome;
import dev.jumpgate.shell.eval.Place;
import dev.jumpgate.shell.eval.Prepared;
import dev.jumpgate.shell.eval.Problem;
import dev.jumpgate.shell.eval.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script file: compiled to its end, then run step by step until one fails.
 *
 * <p>What {@code /open} names is compiled where it stands, because what follows may use what it
 * declares.
 */
final class Script {

  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int REFUSED_BY_COMPILER = 65;
  static final int STOPPED = 130;

  private static final int NESTED_MAX = 16;

  /** A step that is ready to run. */
  private sealed interface Ready {
    record Java(Place place, Prepared prepared) implements Ready {}

    record Command(Place place, List<String> words) implements Ready {}
  }

  /** What was wrong has been said; this is the exit code. */
  private static final class Failed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    Failed(int code) {
      super("exit code " + code, null, false, false);
      this.code = code;
    }
  }

  private final Workspace workspace;
  private final Path file;
  private final List<String> args;
  private final List<ScriptFile> files = new ArrayList<>();
  private final List<Ready> steps = new ArrayList<>();

  Script(Workspace workspace, Path file, List<String> args) {
    this.workspace = workspace;
    this.file = file;
    this.args = args;
  }

  int run() {
    try {
      compileAll();
      for (Ready step : steps) {
        requireNotStopped(place(step));
        switch (step) {
          case Ready.Java snippet -> run(snippet);
          case Ready.Command command -> run(command);
        }
        if (workspace.exitCode().isPresent()) {
          return workspace.exitCode().getAsInt();
        }
      }
      return 0;
    } catch (Failed e) {
      return e.code;
    }
  }

  private static Place place(Ready step) {
    return switch (step) {
      case Ready.Java(var place, var _) -> place;
      case Ready.Command(var place, var _) -> place;
    };
  }

  private void compileAll() throws Failed {
    ScriptFile main;
    try {
      main = ScriptFile.read(file);
    } catch (ScriptFile.Unreadable e) {
      workspace.err().println("jumpgate: " + e.getMessage());
      throw new Failed(FAILED);
    }
    compile(new Source(new Place("args", 1, 1), "String[] args = " + literal(args) + ";"));
    compile(main, 1);
    List<Problem> unresolved =
        workspace.java().unresolved().stream().filter(p -> fileOf(p.place()) != null).toList();
    if (!unresolved.isEmpty()) {
      throw refused(unresolved);
    }
  }

  private void compile(ScriptFile script, int depth) throws Failed {
    files.add(script);
    var reader = new StepReader(script.name(), script.text(), workspace.java()::read);
    for (Step step = reader.next(); step != null; step = reader.next()) {
      switch (step) {
        case Step.Java(var source) -> compile(source);
        case Step.Unfinished(var source) -> compile(source);
        case Step.Command(var place, var line) -> compile(script, place, line, depth);
      }
    }
  }

  private void compile(Source source) throws Failed {
    requireNotStopped(source.start());
    Prepared prepared = workspace.java().prepare(source);
    if (!prepared.problems().isEmpty()) {
      throw refused(prepared.problems());
    }
    steps.add(new Ready.Java(source.start(), prepared));
  }

  private void compile(ScriptFile from, Place place, String line, int depth) throws Failed {
    List<String> words;
    try {
      words = Words.of(line.substring(1));
    } catch (IllegalArgumentException e) {
      throw refused(List.of(new Problem(place, String.valueOf(e.getMessage()))));
    }
    if (words.isEmpty() || !workspace.commandNames().contains(words.getFirst())) {
      String name = words.isEmpty() ? "" : words.getFirst();
      throw refused(List.of(new Problem(place, "there is no command /" + name)));
    }
    if (words.getFirst().equals("open") && words.size() == 2 && !words.get(1).startsWith("-")) {
      if (depth == NESTED_MAX) {
        throw refused(List.of(new Problem(place, "scripts open each other without an end")));
      }
      try {
        compile(ScriptFile.read(from.resolve(words.get(1))), depth + 1);
      } catch (ScriptFile.Unreadable e) {
        throw refused(List.of(new Problem(place, String.valueOf(e.getMessage()))));
      }
    } else {
      steps.add(new Ready.Command(place, words));
    }
  }

  private void run(Ready.Java snippet) throws Failed {
    List<Outcome> outcomes = workspace.run(snippet.prepared());
    System.out.flush();
    switch (outcomes.isEmpty() ? new Outcome.Done() : outcomes.getLast()) {
      case Outcome.Threw(var thrown, var frames) -> {
        workspace.err().println(complaint(snippet.place(), thrown, frames));
        if (workspace.verbose()) {
          thrown.printStackTrace(workspace.err());
        }
        throw new Failed(FAILED);
      }
      case Outcome.Stopped(var stuck) -> throw stopped(snippet.place(), stuck);
      case Outcome.Exited(int code) -> workspace.exit(code);
      case Outcome.Rejected(var problems) -> throw refused(problems);
      case Outcome.Value _, Outcome.Done _, Outcome.Declared _ -> {}
    }
  }

  private void run(Ready.Command command) throws Failed {
    int code = workspace.command(command.place(), command.words());
    if (code != 0 && workspace.exitCode().isEmpty()) {
      throw new Failed(code == STOPPED ? STOPPED : FAILED);
    }
  }

  private static String complaint(Place statement, Throwable thrown, List<Frame> frames) {
    Place at = frames.isEmpty() ? statement : frames.getFirst().place();
    Place from = frames.isEmpty() ? statement : frames.getLast().place();
    String line = at + ": " + Complaint.of(thrown);
    if (from.equals(at)) {
      return line;
    }
    String caller = from.name().equals(at.name()) ? "line " + from.line() : from.toString();
    return line + " (called from " + caller + ")";
  }

  private void requireNotStopped(Place place) throws Failed {
    if (workspace.isStopped()) {
      throw stopped(place, null);
    }
  }

  private Failed stopped(Place place, @Nullable String stuck) {
    String rest = stuck == null ? "" : "; its thread goes on in " + stuck;
    workspace.err().println(place + ": stopped" + rest);
    return new Failed(STOPPED);
  }

  private Failed refused(List<Problem> problems) {
    for (Problem problem : problems) {
      Place place = problem.place();
      workspace.err().println(place + ":" + place.column() + ": error: " + problem.message());
      ScriptFile script = fileOf(place);
      if (script != null) {
        String line = script.line(place.line());
        workspace.err().println(line);
        workspace.err().println(pointer(line, place.column()));
      }
    }
    return new Failed(REFUSED_BY_COMPILER);
  }

  /** A mark below a column, with the line's own tabs so that it is below on any terminal. */
  private static String pointer(String line, int column) {
    String before = line.substring(0, Math.min(column - 1, line.length()));
    return before.replaceAll("[^\t]", " ") + "^";
  }

  private @Nullable ScriptFile fileOf(Place place) {
    return files.stream().filter(f -> f.name().equals(place.name())).findFirst().orElse(null);
  }

  private static String literal(List<String> values) {
    return values.stream().map(Script::literal).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String literal(String value) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        // Octal: javac would take the Unicode escape of a line's end for the end of the line.
        text.append("\\%03o".formatted((int) c));
      } else if (c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
