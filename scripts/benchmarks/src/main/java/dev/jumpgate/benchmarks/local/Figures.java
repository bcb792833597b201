package dev.jumpgate.benchmarks.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/** How figures are taken and printed: {@code metric<TAB>value<TAB>unit}. */
public final class Figures {

  private Figures() {}

  public static void print(String metric, double value, String unit) {
    String form = value >= 1000 ? "%s\t%.0f\t%s%n" : "%s\t%.3f\t%s%n";
    System.out.printf(Locale.ROOT, form, metric, value, unit);
  }

  /** Takes a figure for two seconds, for nothing: a node in service has its code compiled. */
  public static void warm(Callable<Double> figure) throws Exception {
    warm(2, figure);
  }

  /** The same for so many seconds, where two JVMs compile long ways on the same cores. */
  public static void warm(int seconds, Callable<Double> figure) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      figure.call();
    }
  }

  public static double median(int runs, Callable<Double> figure) throws Exception {
    double[] figures = new double[runs];
    for (int i = 0; i < runs; i++) {
      figures[i] = figure.call();
    }
    Arrays.sort(figures);
    return figures[runs / 2];
  }

  public static double perSecond(long count, long startNanos) {
    return count * 1e9 / (System.nanoTime() - startNanos);
  }

  public static void printLatency(String metric, long[] nanos) {
    Arrays.sort(nanos);
    print(metric + ".p50", nanos[nanos.length / 2] / 1e3, "us");
    print(metric + ".p99", nanos[(int) (nanos.length * 0.99)] / 1e3, "us");
    print(metric + ".p999", nanos[(int) (nanos.length * 0.999)] / 1e3, "us");
  }

  /** Runs the task on so many virtual threads and waits for all of them. */
  public static void together(int threads, IntConsumer task) throws InterruptedException {
    var done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int index = i;
      Thread.startVirtualThread(() -> {
        task.accept(index);
        done.countDown();
      });
    }
    done.await();
  }
}
