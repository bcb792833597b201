package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.runtime.Interleavings.Threads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SchedulerTest {

  @Test
  void ready_whereNoWorkerCanBeStarted_leavesTheTokenForTheNext() {
    var threads = new Threads();
    var failed = new AtomicBoolean();
    ThreadFactory failsOnce =
        code -> {
          if (failed.compareAndSet(false, true)) {
            throw new StackOverflowError("on purpose");
          }
          return threads.add(code);
        };
    var scheduler = new Scheduler(failsOnce, 0, 256);
    var one = new Box(scheduler::ready, threads::complain);
    var other = new Box(scheduler::ready, threads::complain);

    assertThatThrownBy(() -> one.send("a1")).isInstanceOf(StackOverflowError.class);
    other.send("b1");
    threads.join();

    assertThat(one.seen()).containsExactly("a1");
    assertThat(other.seen()).containsExactly("b1");
  }
}
