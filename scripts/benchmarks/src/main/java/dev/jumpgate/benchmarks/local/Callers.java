package dev.jumpgate.benchmarks.local;

import static dev.jumpgate.benchmarks.local.Figures.perSecond;
import static dev.jumpgate.benchmarks.local.Figures.together;

import dev.jumpgate.benchmarks.local.Counter.Message;
import dev.jumpgate.process.Ref;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Threads that call counters, wherever these are. */
public final class Callers {

  private Callers() {}

  /** Calls one after the other, on this thread. */
  static void loop(Ref<Message> server, int calls) {
    for (int i = 0; i < calls; i++) {
      server.call(new Message.IncrementAndGet());
    }
  }

  /** Calls per second of a single caller. */
  public static double one(Ref<Message> server, int calls) throws InterruptedException {
    long start = System.nanoTime();
    together(1, i -> loop(server, calls));
    return perSecond(calls, start);
  }

  /** Calls per second of one caller for each server, together, in so much time. */
  public static double many(List<Ref<Message>> servers, long nanos) throws InterruptedException {
    var calls = new LongAdder();
    long start = System.nanoTime();
    together(
        servers.size(),
        i -> {
          long made = 0;
          while (System.nanoTime() - start < nanos) {
            servers.get(i).call(new Message.IncrementAndGet());
            made++;
          }
          calls.add(made);
        });
    return perSecond(calls.sum(), start);
  }

  /** How long each of so many calls takes, of one caller for each server, nanoseconds. */
  public static long[] timed(List<Ref<Message>> servers, int each) throws InterruptedException {
    long[] nanos = new long[each * servers.size()];
    together(
        servers.size(),
        s -> {
          for (int i = s * each; i < (s + 1) * each; i++) {
            long start = System.nanoTime();
            servers.get(s).call(new Message.IncrementAndGet());
            nanos[i] = System.nanoTime() - start;
          }
        });
    return nanos;
  }
}
