package dev.jumpgate.gate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does one thing for each of many keys, some at a time. Who is interrupted interrupts them all, and
 * waits until they have come to their end.
 */
final class Together {

  private Together() {}

  /** What is done for one key. */
  @FunctionalInterface
  interface Task<K, R> {
    R perform(K key) throws InterruptedException;
  }

  /** What came of each, in the order of the keys; the first exception where one threw. */
  static <K, R> Map<K, R> each(Collection<K> keys, int atATime, Task<K, R> task)
      throws InterruptedException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    var factory = Thread.ofVirtual().name("jumpgate-together").factory();
    try (var threads = Executors.newFixedThreadPool(Math.min(keys.size(), atATime), factory)) {
      Map<K, Future<R>> begun = new LinkedHashMap<>();
      keys.forEach(key -> begun.put(key, threads.submit(() -> task.perform(key))));
      return results(begun, threads);
    }
  }

  private static <K, R> Map<K, R> results(Map<K, Future<R>> begun, ExecutorService threads)
      throws InterruptedException {
    try {
      Map<K, R> results = new LinkedHashMap<>();
      for (var one : begun.entrySet()) {
        results.put(one.getKey(), one.getValue().get());
      }
      return results;
    } catch (InterruptedException e) {
      // Told before they are waited for, which closing does.
      threads.shutdownNow();
      throw e;
    } catch (ExecutionException e) {
      threads.shutdownNow();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
