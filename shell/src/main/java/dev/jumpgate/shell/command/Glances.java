package dev.jumpgate.shell.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;

/**
 * Quick looks at what may be slow or gone, for someone who is typing: asked elsewhere, waited for
 * briefly, remembered for a moment. What fails or is late counts as not known.
 */
final class Glances {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final int KEPT = 8;

  private final LongSupplier nanos;
  private final Map<String, Glance> glances = new LinkedHashMap<>();

  private record Glance(FutureTask<Object> answer, long asked) {}

  Glances(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * The answer to a question, or {@code otherwise}.
   *
   * @param what names the question; one name, one type of answer
   */
  <T> T at(String what, Callable<? extends T> question, T otherwise) {
    Glance glance = glance(what, question);
    try {
      // One name has one type of answer.
      @SuppressWarnings("unchecked")
      T answer = (T) glance.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LogManager.getLogger(Glances.class).debug("no candidates: {} cannot be had", what, e);
    } catch (TimeoutException e) {
      // It goes on, and serves the next one who asks.
    }
    return otherwise;
  }

  /** The answer to a question that is quick but may refuse what is half typed. */
  <T> T ofOurs(Supplier<Optional<T>> question, T otherwise) {
    try {
      return question.get().orElse(otherwise);
    } catch (RuntimeException e) {
      LogManager.getLogger(Glances.class).debug("no candidates", e);
      return otherwise;
    }
  }

  private synchronized Glance glance(String what, Callable<?> question) {
    Glance last = glances.get(what);
    if (last != null && !isStale(last)) {
      return last;
    }
    var next = new Glance(new FutureTask<>(question::call), nanos.getAsLong());
    Thread.ofVirtual().name("glance").start(next.answer());
    glances.remove(what);
    glances.put(what, next);
    if (glances.size() > KEPT) {
      glances.remove(glances.keySet().iterator().next());
    }
    return next;
  }

  // One that is still being answered is not asked again, or a slow cluster would get ever more.
  private boolean isStale(Glance glance) {
    return glance.answer().isDone() && nanos.getAsLong() - glance.asked() > FRESH.toNanos();
  }
}
