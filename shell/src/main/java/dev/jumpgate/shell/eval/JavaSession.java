package dev.jumpgate.shell.eval;

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
import org.jspecify.annotations.Nullable;

/**
 * Java snippets that share their declarations, evaluated in this JVM.
 *
 * <p>The compiler is built in the background: the constructor returns at once, and whatever needs
 * the compiler waits for it. One thread uses a session; any other may {@link #stop} it.
 */
public final class JavaSession implements AutoCloseable {

  // Immutable.
  private final CompletableFuture<Engine> engine = new CompletableFuture<>();
  private final ReentrantLock compiling = new ReentrantLock();
  private final Object running = new Object();
  // Guarded by running.
  private int busy;
  private boolean stopping;
  private @Nullable Run run;

  /**
   * Begins a session.
   *
   * @param imports what each snippet sees, as in {@code java.util.*}
   */
  public JavaSession(List<String> imports) {
    Thread.ofPlatform().daemon().name("java-session").start(() -> build(imports));
  }

  private void build(List<String> imports) {
    compiling.lock();
    try {
      var built = new Engine(imports);
      engine.complete(built);
      if (!compiling.hasQueuedThreads()) {
        built.warmUp();
      }
    } catch (Throwable e) {
      engine.completeExceptionally(e);
    } finally {
      compiling.unlock();
    }
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
    return during(() -> outcome(start(body), "", ""));
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
    Run.End end = start(() -> call.method().invoke(null));
    return switch (call.shape()) {
      case Valued(var name, var type) -> outcome(end, name, type);
      case Plain() -> end instanceof Run.End.Returned ? new Outcome.Done() : outcome(end, "", "");
    };
  }

  private Run.End start(Callable<@Nullable Object> body) {
    var next = new Run(engine.join().loader(), body);
    synchronized (running) {
      if (stopping) {
        return new Run.End.Stopped(null);
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

  private Outcome outcome(Run.End end, String name, String type) {
    return switch (end) {
      case Run.End.Returned(var value) -> new Outcome.Value(name, type, value);
      case Run.End.Stopped(var stuck) -> new Outcome.Stopped(stuck);
      case Run.End.Exited(int code) -> new Outcome.Exited(code);
      case Run.End.Failed(var thrown) -> threw(thrown);
    };
  }

  private Outcome threw(Throwable thrown) {
    List<Frame> frames = compile(e -> e.frames(thrown.getStackTrace()));
    if (thrown instanceof SPIResolutionException) {
      String what = frames.isEmpty() ? "this" : frames.getFirst().method() + "()";
      return new Outcome.Threw(
          new IllegalStateException(what + " needs something that is not declared yet"), frames);
    }
    return new Outcome.Threw(thrown, frames);
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
    var _ = engine.thenAccept(Engine::close);
  }
}
