package dev.jumpgate.shell.script;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.command.Candidate;
import dev.jumpgate.shell.command.CommandRunner;
import dev.jumpgate.shell.command.CommandRunnerFactory;
import dev.jumpgate.shell.command.Display;
import dev.jumpgate.shell.command.Screen;
import dev.jumpgate.shell.command.Session;
import dev.jumpgate.shell.eval.JavaSession;
import dev.jumpgate.shell.eval.Outcome;
import dev.jumpgate.shell.eval.Place;
import dev.jumpgate.shell.eval.Prepared;
import dev.jumpgate.shell.eval.Source;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt and the scripts it opens share: one Java session with the {@link Facade} imported,
 * the commands, the writers, and whether the end was asked for.
 *
 * <p>One thread works in it; any other may {@link #stop} what goes on.
 */
public final class Workspace implements Session, AutoCloseable {

  private static final List<String> EVERYWHERE =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.nio.charset.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.stream.*",
          "dev.jumpgate.operator.*",
          "dev.jumpgate.process.*",
          "dev.jumpgate.state.*");

  private static final List<String> HERE = withFacade(Facade.class.getName());
  private static final List<String> IN_NODES = withFacade("dev.jumpgate.gate.evaluator.Facade");

  private static final List<Outcome> STOPPED = List.of(new Outcome.Stopped(null));

  // Immutable.
  private final Operator operator;
  private final PrintWriter out;
  private final PlacedWriter placed;
  private final PrintWriter err;
  private final boolean verbose;
  private final Display display;
  private final JavaSession local;
  private final CommandRunner commands;
  private final Object stopping = new Object();
  // Confined to the thread that works here.
  private int scripts;
  private OptionalInt exit = OptionalInt.empty();
  // Guarded by stopping.
  private @Nullable Thread inCommand;
  private boolean stopped;
  // Written under stopping by the thread that works here.
  private volatile @Nullable Attachment attachment;

  private static List<String> withFacade(String facade) {
    return Stream.concat(EVERYWHERE.stream(), Stream.of("static " + facade + ".*")).toList();
  }

  /** Begins to build the Java of a workspace, which takes longest; returns at once. */
  public static JavaSession startJava() {
    return new JavaSession(HERE);
  }

  /**
   * A workspace.
   *
   * @param display what commands show results on
   * @param java from {@link #startJava}; closed with this workspace
   */
  public Workspace(
      Operator operator,
      CommandRunnerFactory commands,
      NodeKiller killer,
      PrintWriter out,
      PrintWriter err,
      boolean verbose,
      Display display,
      JavaSession java) {
    this.operator = operator;
    this.display = display;
    this.local = java;
    this.out = out;
    this.placed = new PlacedWriter(err);
    this.err = new PrintWriter(placed, true);
    this.verbose = verbose;
    Facade.bind(operator, killer);
    this.commands = commands.over(this);
  }

  /** The Java of this workspace: that of the shell, or that of the node it is attached to. */
  public JavaSession java() {
    Attachment now = attachment;
    return now == null ? local : now.java();
  }

  /** The node that Java runs in; null where it runs in the shell. */
  public @Nullable String attached() {
    Attachment now = attachment;
    return now == null ? null : now.node();
  }

  /** The code of an {@code /exit} or {@code System.exit}; empty while the session goes on. */
  public OptionalInt exitCode() {
    return exit;
  }

  /** The names of the commands, without the slash. */
  public List<String> commandNames() {
    return commands.names();
  }

  /**
   * What may stand at the end of a line that is being typed.
   *
   * @param begin where the word begins that they replace
   */
  public record Candidates(int begin, List<Candidate> candidates) {}

  /**
   * Completes a command line; any thread may.
   *
   * @param line with its slash, up to the cursor
   */
  public Candidates complete(String line) {
    Words.Typed typed = Words.typed(line.substring(1));
    return new Candidates(typed.begin() + 1, commands.complete(typed.words()));
  }

  /**
   * Runs a command line.
   *
   * @param line with its slash
   * @return the command's exit code
   */
  public int command(String line) {
    List<String> words;
    try {
      words = Words.of(line.substring(1));
    } catch (IllegalArgumentException e) {
      err.println("jumpgate: " + e.getMessage());
      return Script.USAGE;
    }
    if (words.isEmpty()) {
      words = List.of("help");
    }
    return command(words);
  }

  private int command(List<String> words) {
    Thread outer = enter(Thread.currentThread());
    try {
      System.out.flush();
      return isStopped() ? Script.STOPPED : commands.run(words);
    } finally {
      enter(outer);
      out.flush();
      err.flush();
    }
  }

  /** Runs a command for a line of a script. */
  int command(Place place, List<String> words) {
    placed.about(place);
    try {
      int code = command(words);
      if (code != 0 && exit.isEmpty() && !placed.said()) {
        err.println("/" + String.join(" ", words) + " failed, exit code " + code);
      }
      return code;
    } finally {
      placed.about(null);
    }
  }

  private @Nullable Thread enter(@Nullable Thread thread) {
    synchronized (stopping) {
      Thread before = inCommand;
      inCommand = thread;
      if (thread == null) {
        // A stop that came as the command returned must not hit what comes next.
        Thread.interrupted();
      }
      return before;
    }
  }

  /** Compiles and runs a snippet. */
  public List<Outcome> evaluate(Source source) {
    return inJava(java -> java.evaluate(source));
  }

  /** Runs a snippet that is compiled. */
  List<Outcome> run(Prepared prepared) {
    return inJava(java -> java.run(prepared));
  }

  private List<Outcome> inJava(Function<JavaSession, List<Outcome>> step) {
    JavaSession java = java();
    List<Outcome> outcomes = java.during(() -> isStopped() ? STOPPED : step.apply(java));
    RuntimeException lost = java.lost();
    if (lost == null) {
      return outcomes;
    }
    attach((Attachment) null);
    String line = lost.getMessage() + ", and with it what was declared there; detached";
    return List.of(
        new Outcome.Threw(
            new OperatorException(OperatorException.Code.UNREACHABLE, line, null), List.of()));
  }

  private void attach(@Nullable Attachment next) {
    Attachment before;
    synchronized (stopping) {
      before = attachment;
      attachment = next;
    }
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void attach(String node) {
    if (scripts > 0) {
      throw new OperatorException(
          OperatorException.Code.FAILED,
          "a script runs where it was begun: /attach is for the prompt",
          null);
    }
    attach(Attachment.to(node, operator, IN_NODES, out, err));
  }

  @Override
  public void detach() {
    if (attachment == null) {
      throw new OperatorException(
          OperatorException.Code.FAILED, "Java runs in the shell: nothing is attached", null);
    }
    attach((Attachment) null);
  }

  /** Forgets earlier stops: what follows is asked for after them. */
  public void begin() {
    synchronized (stopping) {
      stopped = false;
    }
  }

  /** Stops the snippet or the command that runs, and the script that it belongs to. */
  public void stop() {
    synchronized (stopping) {
      stopped = true;
      if (!java().stop() && inCommand != null) {
        inCommand.interrupt();
      }
    }
  }

  boolean isStopped() {
    synchronized (stopping) {
      return stopped;
    }
  }

  /** Runs a script here. */
  int run(Path file, List<String> args) {
    scripts++;
    try {
      return new Script(this, file, args).run();
    } finally {
      scripts--;
      System.out.flush();
      out.flush();
      err.flush();
    }
  }

  @Override
  public Operator operator() {
    return operator;
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public Style style() {
    return display.style();
  }

  /** None for a script: what it does must not depend on who watches. */
  @Override
  public Optional<Screen> screen() {
    return scripts > 0 ? Optional.empty() : display.screen();
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public int open(Path script) {
    return run(script, List.of());
  }

  @Override
  public void exit(int code) {
    exit = OptionalInt.of(code);
  }

  @Override
  public void close() {
    attach((Attachment) null);
    local.close();
  }
}
