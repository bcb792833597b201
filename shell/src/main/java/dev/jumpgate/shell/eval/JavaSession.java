package dev.jumpgate.shell.eval;

import dev.jumpgate.shell.client.NodeEvaluator;
import dev.jumpgate.shell.eval.Prepared.Call;
import dev.jumpgate.shell.eval.Prepared.Part;
import dev.jumpgate.shell.eval.Prepared.Plain;
import dev.jumpgate.shell.eval.Prepared.Settled;
import dev.jumpgate.shell.eval.Prepared.Valued;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.jshell.spi.SPIResolutionException;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * Java snippets that share their declarations, evaluated in this JVM or in a node.
 *
 * <p>The compiler is built in the background: the constructor returns at once, and whatever needs
 * the compiler waits for it. One thread uses a session; any other may {@link #stop} it.
 */
public final class JavaSession implements AutoCloseable {

  // Immutable.
  private final Site site;
  private final CompletableFuture<Engine> engine = new CompletableFuture<>();
  private final ReentrantLock compiling = new ReentrantLock();
  private final Object running = new Object();
  // Guarded by running.
  private int busy;
  private boolean stopping;
  private @Nullable Running run;

  /**
   * Begins a session in this JVM.
   *
   * @param imports what each snippet sees, as in {@code java.util.*}
   */
  public JavaSession(List<String> imports) {
    this(new LocalSite(), imports);
  }

  /** Begins a session in a node; the session closes the connection. */
  public static JavaSession in(NodeEvaluator node, List<String> imports) {
    return new JavaSession(new NodeSite(node), imports);
  }

  private JavaSession(Site site, List<String> imports) {
    this.site = site;
    Thread.ofPlatform().daemon().name("java-session").start(() -> build(imports));
  }

  private void build(List<String> imports) {
    compiling.lock();
    try {
      var built = new Engine(site, imports);
      site.prelude().forEach(text -> prelude(built, text));
      engine.complete(built);
      if (site.prelude().isEmpty() && !compiling.hasQueuedThreads()) {
        built.warmUp();
      }
    } catch (Throwable e) {
      engine.completeExceptionally(e);
    } finally {
      compiling.unlock();
    }
  }

  private void prelude(Engine built, String text) {
    Prepared prepared = built.prepare(new Source(new Place("", 1, 1), text));
    for (Problem problem : prepared.problems()) {
      throw new IllegalStateException(problem.message());
    }
    for (Part part : prepared.parts()) {
      if (part instanceof Call(var type, var method, var _)
          && site.call(type, method).finish() instanceof Running.End.Failed(var thrown)) {
        throw new IllegalStateException(thrown.toString());
      }
    }
  }

  /** Why nothing can be evaluated any more, as when its node is gone; null while it can. */
  public @Nullable RuntimeException lost() {
    return site.lost();
  }

  /** Finds the first snippet of a text. */
  public Reading read(String text) {
    if (isBroken()) {
      return new Reading(Reading.State.COMPLETE, text, text.length());
    }
    return compile(e -> e.read(text));
  }

  /** Compiles one snippet and makes its declarations known; runs nothing. */
  public Prepared prepare(Source source) {
    if (isBroken()) {
      String why = "Java cannot be evaluated here: " + engine.exceptionNow().getMessage();
      var problem = new Problem(source.start(), why);
      return new Prepared(List.of(new Settled(new Outcome.Rejected(List.of(problem)))));
    }
    return compile(e -> e.prepare(source));
  }

  /** True where there is no compiler, as in a JVM without the module; waits until that is known. */
  private boolean isBroken() {
    return engine.handle((_, failure) -> failure != null).join();
  }

  /** What may stand at the cursor; nothing while the compiler is not there or busy. */
  public Suggestions complete(String text, int cursor) {
    return glance(e -> e.complete(text, cursor), new Suggestions(cursor, List.of()));
  }

  /** The words of a snippet that mean something; null while the compiler is not there or busy. */
  public @Nullable List<Marked> marks(String text) {
    return this.<@Nullable List<Marked>>glance(e -> e.marks(text), null);
  }

  /** For someone who is typing: waits for nobody, and is no evaluation. */
  private <T extends @Nullable Object> T glance(Function<Engine, T> question, T otherwise) {
    if (!engine.isDone() || engine.isCompletedExceptionally() || !compiling.tryLock()) {
      return otherwise;
    }
    try {
      return question.apply(engine.join());
    } catch (RuntimeException e) {
      // The compiler is made for whole snippets; half of one may upset it.
      LogManager.getLogger(JavaSession.class).debug("the compiler fails on half a snippet", e);
      return otherwise;
    } finally {
      compiling.unlock();
    }
  }

  /** What earlier snippets refer to and nobody declared. */
  public List<Problem> unresolved() {
    return compile(Engine::unresolved);
  }

  /** Compiles and runs one snippet. */
  public List<Outcome> evaluate(Source source) {
    return during(() -> run(prepare(source)));
  }

  /** Runs what was compiled; the outcomes end with the first that failed. */
  public List<Outcome> run(Prepared prepared) {
    return during(() -> {
      List<Outcome> outcomes = new ArrayList<>();
      for (Part part : prepared.parts()) {
        Outcome outcome =
            switch (part) {
              case Settled settled -> settled.outcome();
              case Call call -> run(call);
            };
        outcomes.add(outcome);
        if (outcome.failed()) {
          break;
        }
      }
      return outcomes;
    });
  }

  /** Runs code of ours that calls code of snippets, such as a value's {@code toString}. */
  public Outcome call(Callable<@Nullable Object> body) {
    return during(() -> outcome(start(site.call(body)), "", ""));
  }

  /** Counts {@code body} as an evaluation, so that a stop that comes early is not lost. */
  public <T> T during(Supplier<T> body) {
    begin();
    try {
      return body.get();
    } finally {
      finish();
    }
  }

  /**
   * Stops the snippet that is being evaluated.
   *
   * @return false where none is
   */
  public boolean stop() {
    synchronized (running) {
      if (busy == 0) {
        return false;
      }
      stopping = true;
      if (run != null) {
        run.stop();
      }
      return true;
    }
  }

  private Outcome run(Call call) {
    Running.End end = start(site.call(call.type(), call.method()));
    return switch (call.shape()) {
      case Valued(var name, var type) -> outcome(end, name, type);
      case Plain() ->
          end instanceof Running.End.Returned ? new Outcome.Done() : outcome(end, "", "");
    };
  }

  private Running.End start(Running next) {
    synchronized (running) {
      if (stopping) {
        return new Running.End.Stopped(null);
      }
      run = next;
    }
    try {
      return next.finish();
    } finally {
      synchronized (running) {
        run = null;
      }
    }
  }

  private Outcome outcome(Running.End end, String name, String type) {
    return switch (end) {
      case Running.End.Returned(var value) -> new Outcome.Value(name, type, value);
      case Running.End.Stopped(var stuck) -> new Outcome.Stopped(stuck);
      case Running.End.Exited(int code) -> new Outcome.Exited(code);
      case Running.End.Failed(var thrown) -> threw(thrown);
    };
  }

  private Outcome threw(Throwable thrown) {
    List<Frame> frames =
        site.lost() == null ? compile(e -> e.frames(thrown.getStackTrace())) : List.of();
    if (isUndeclared(thrown)) {
      String what = frames.isEmpty() ? "this" : frames.getFirst().method() + "()";
      return new Outcome.Threw(
          new IllegalStateException(what + " needs something that is not declared yet"), frames);
    }
    return new Outcome.Threw(thrown, frames);
  }

  private static boolean isUndeclared(Throwable thrown) {
    return thrown instanceof SPIResolutionException
        || (thrown instanceof RemoteException remote
            && remote.type().equals(SPIResolutionException.class.getName()));
  }

  /** Nests: a script that is opened by a command runs within the command's evaluation. */
  private void begin() {
    synchronized (running) {
      busy++;
    }
  }

  private void finish() {
    synchronized (running) {
      busy--;
      if (busy == 0) {
        stopping = false;
      }
    }
  }

  private <T> T compile(Function<Engine, T> step) {
    return during(() -> {
      Engine ready = engine.join();
      compiling.lock();
      try {
        return step.apply(ready);
      } finally {
        compiling.unlock();
      }
    });
  }

  @Override
  public void close() {
    var _ =
        engine.whenComplete((built, _) -> {
          if (built != null) {
            built.close();
          }
          site.close();
        });
  }
}
