package dev.jumpgate.shell.terminal;

import dev.jumpgate.shell.eval.Frame;
import dev.jumpgate.shell.eval.JavaSession;
import dev.jumpgate.shell.eval.Outcome;
import dev.jumpgate.shell.eval.Problem;
import dev.jumpgate.shell.eval.Source;
import dev.jumpgate.shell.eval.ValueText;
import dev.jumpgate.shell.script.Complaint;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what came of a snippet: values on one writer, what was wrong on the other. */
final class Echo {

  /** Longer texts help nobody at a prompt; the value itself stays whole. */
  private static final int TEXT_MAX = 50_000;

  private final Supplier<JavaSession> java;
  private final Function<Object, String> renderer;
  private final PrintWriter out;
  private final PrintWriter err;

  Echo(
      Supplier<JavaSession> java,
      Function<Object, String> renderer,
      PrintWriter out,
      PrintWriter err) {
    this.java = java;
    this.renderer = renderer;
    this.out = out;
    this.err = err;
  }

  void show(Source source, Outcome outcome) {
    switch (outcome) {
      case Outcome.Value(var name, var _, var value) -> value(name, value);
      case Outcome.Declared declared -> declared(declared);
      case Outcome.Rejected(var problems) -> problems.forEach(p -> problem(source, p));
      case Outcome.Threw(var thrown, var frames) -> threw(thrown, frames);
      case Outcome.Stopped(var stuck) ->
          err.println(stuck == null ? "stopped" : "stopped; its thread goes on in " + stuck);
      case Outcome.Done _, Outcome.Exited _ -> {}
    }
    out.flush();
    err.flush();
  }

  private void value(String name, @Nullable Object value) {
    switch (java.get().call(() -> ValueText.of(value, renderer))) {
      case Outcome.Value(var _, var _, var text) -> value(name, String.valueOf(text));
      case Outcome.Threw(var thrown, var _) ->
          err.println(name + " has a value, but its text failed: " + Complaint.of(thrown));
      case Outcome.Stopped _ -> err.println(name + " has a value, but its text was stopped");
      case Outcome.Done _, Outcome.Declared _, Outcome.Rejected _, Outcome.Exited _ -> {}
    }
  }

  private void value(String name, String text) {
    String shown = text.stripTrailing();
    if (shown.length() > TEXT_MAX) {
      shown =
          shown.substring(0, TEXT_MAX)
              + "... ("
              + (shown.length() - TEXT_MAX)
              + " characters more)";
    }
    // Tables and trees begin on a line of their own, or their first line would be shifted.
    out.println(name + " ==>" + (shown.contains("\n") ? "\n" : " ") + shown);
  }

  private void declared(Outcome.Declared declared) {
    String line = (declared.replaced() ? "replaced " : "created ") + declared.what();
    out.println(
        declared.missing().isEmpty()
            ? line
            : line + ", which needs " + String.join(", ", declared.missing()) + " to be used");
  }

  private void problem(Source source, Problem problem) {
    err.println("error: " + problem.message());
    int number = problem.place().line() - source.start().line();
    List<String> lines = source.text().lines().toList();
    if (number >= 0 && number < lines.size()) {
      String line = lines.get(number);
      int before = problem.place().column() - (number == 0 ? source.start().column() : 1);
      String blank = line.substring(0, Math.clamp(before, 0, line.length()));
      err.println("  " + line);
      err.println("  " + blank.replaceAll("[^\t]", " ") + "^");
    }
  }

  private void threw(Throwable thrown, List<Frame> frames) {
    err.println(Complaint.of(thrown));
    for (Frame frame : frames) {
      String method = frame.method().isEmpty() ? "" : frame.method() + " ";
      err.println("  at " + method + "(" + frame.place() + ")");
    }
  }
}
