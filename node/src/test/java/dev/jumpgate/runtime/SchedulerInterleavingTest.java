package dev.jumpgate.runtime;

import dev.jumpgate.runtime.Interleavings.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The search token's way from worker to worker, schedule by schedule. */
@Tag("interleavings")
final class SchedulerInterleavingTest {

  private static void checkAfterAll(Threads threads, Box... boxes) {
    threads.join();
    check(threads, boxes);
    // Also what comes after all has come to rest must find a worker: no token is lost.
    for (Box box : boxes) {
      box.send("z1");
    }
    threads.join();
    check(threads, boxes);
  }

  private static void check(Threads threads, Box... boxes) {
    for (Box box : boxes) {
      box.check();
    }
    threads.join();
  }

  @Test
  void ready_whileTheLastWorkerGivesUp_findsAWorker() {
    Interleavings.tryAll(
        4,
        () -> {
          var threads = new Threads();
          var scheduler = new Scheduler(threads::add, 0, 2);
          var box = new Box(scheduler::ready, threads::complain);
          // The worker of the first has nothing more to do when the second comes.
          threads.start(() -> box.send("a1", "a2"));
          checkAfterAll(threads, box);
        });
  }

  @Test
  void ready_whileWorkersHandOver_runsEachProcessOnOneAtATime() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      var scheduler = new Scheduler(threads::add, 1, 1);
      var box = new Box(scheduler::ready, threads::complain);
      threads.start(() -> box.send("a1", "a2"));
      threads.start(() -> box.send("b1", "b2"));
      checkAfterAll(threads, box);
    });
  }

  @Test
  void ready_whileAHandlerBlocks_runsTheOthers() {
    Interleavings.tryAll(() -> {
      var threads = new Threads();
      var scheduler = new Scheduler(threads::add, 0, 2);
      var served = new Box(scheduler::ready, threads::complain);
      var blocked = new Blocked(scheduler, served);
      threads.start(() -> blocked.offer(new Envelope.Nothing()));
      threads.start(() -> served.send("a1"));
      checkAfterAll(threads, served);
    });
  }

  /** Handles nothing before another mailbox has. */
  private static final class Blocked extends Mailbox {

    private final Scheduler scheduler;
    private final Box other;

    Blocked(Scheduler scheduler, Box other) {
      this.scheduler = scheduler;
      this.other = other;
    }

    @Override
    void ready() {
      scheduler.ready(this);
    }

    @Override
    boolean handle(Envelope envelope, Worker worker) {
      while (!other.hasHandled()) {
        Thread.onSpinWait();
      }
      return true;
    }

    @Override
    void ran(long now, long nanos, int handled) {}

    @Override
    boolean timed() {
      return false;
    }

    @Override
    void took(long nanos, int handled) {}

    @Override
    void running(@Nullable Worker worker) {}
  }
}
