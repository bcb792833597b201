package dev.jumpgate.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Parts of a voyage that are under way at the same time. */
final class Legs {

  private Legs() {}

  /** One of them, on a thread of its own. */
  interface Leg {
    void sail() throws InterruptedException;
  }

  /** Returns when all are done. */
  static void together(List<Leg> legs) throws InterruptedException {
    var factory = Thread.ofVirtual().name("jumpgate-voyage").factory();
    try (var threads = Executors.newThreadPerTaskExecutor(factory)) {
      List<Future<?>> begun = new ArrayList<>();
      for (Leg leg : legs) {
        begun.add(
            threads.submit(() -> {
              leg.sail();
              return null;
            }));
      }
      try {
        for (Future<?> one : begun) {
          one.get();
        }
      } catch (InterruptedException e) {
        // Told before they are waited for, which closing does.
        threads.shutdownNow();
        throw e;
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
