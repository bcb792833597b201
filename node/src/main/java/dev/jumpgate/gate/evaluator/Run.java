package dev.jumpgate.gate.evaluator;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.operator.EvalStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a snippet's code and of its value's {@code toString}, on a thread of its own.
 *
 * <p>Stopping it is polite first: its thread is interrupted, which ends what blocks, and the woven
 * checks throw, again and again, which ends what loops. Code of a library that minds neither cannot
 * be ended inside a JVM: after a grace time the run is abandoned, which its operator is told, and
 * it is listed until its thread ends.
 */
final class Run {

  private static final Duration GRACE = Duration.ofMillis(500);
  private static final int LISTED_FRAMES_MAX = 50;

  /** The run that a thread belongs to; threads that a snippet starts inherit it. */
  private static final InheritableThreadLocal<@Nullable Run> CURRENT =
      new InheritableThreadLocal<>();

  /** Spares the look-up above in the hot loops of all snippets while nothing was ever stopped. */
  private static volatile boolean anyStopped;

  // Immutable.
  private final long number;
  private final Evaluator evaluator;
  private final Author author;
  private final Printout printout;
  private final Consumer<Evaluated> ended;
  private final Thread thread;
  private final Instant since = Instant.now();
  private final AtomicBoolean told = new AtomicBoolean();
  // Published: written by whoever stops it, read by its threads.
  private volatile boolean stopping;
  private volatile boolean abandoned;

  /**
   * A run that has not started.
   *
   * @param ended told once what it came to, from some thread
   */
  Run(
      long number,
      Evaluator evaluator,
      Author author,
      Printout printout,
      Callable<Evaluated> body,
      Consumer<Evaluated> ended) {
    this.number = number;
    this.evaluator = evaluator;
    this.author = author;
    this.printout = printout;
    this.ended = ended;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("snippet-" + number)
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> run(body));
  }

  static @Nullable Run current() {
    return CURRENT.get();
  }

  static void check() {
    if (anyStopped) {
      Run run = CURRENT.get();
      if (run != null && run.stopping) {
        throw new SnippetStopped();
      }
    }
  }

  void start() {
    thread.start();
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Author author() {
    return author;
  }

  PrintStream stream(boolean error) {
    return printout.stream(error);
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    anyStopped = true;
    thread.interrupt();
    CompletableFuture.delayedExecutor(
            GRACE.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task))
        .execute(this::abandon);
  }

  private void abandon() {
    if (thread.isAlive()) {
      abandoned = true;
      tell(new Evaluated.Stopped(where()));
    }
  }

  private void run(Callable<Evaluated> body) {
    CURRENT.set(this);
    Evaluated end;
    try {
      end = body.call();
    } catch (Throwable thrown) {
      end = stopping ? new Evaluated.Stopped(null) : Throwables.threw(thrown);
    }
    evaluator.ended(this);
    tell(stopping ? new Evaluated.Stopped(null) : end);
  }

  private void tell(Evaluated end) {
    if (told.compareAndSet(false, true)) {
      ended.accept(end);
    }
  }

  private String where() {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "its end" : stack[0].getClassName() + "." + stack[0].getMethodName();
  }

  EvalStatus status(String node) {
    return new EvalStatus(
        number,
        node,
        author.name(),
        abandoned ? "abandoned" : "running",
        since,
        Arrays.stream(thread.getStackTrace())
            .limit(LISTED_FRAMES_MAX)
            .map(StackTraceElement::toString)
            .toList());
  }
}
