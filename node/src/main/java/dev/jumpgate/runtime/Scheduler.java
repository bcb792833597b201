package dev.jumpgate.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs ready processes on virtual threads that they share.
 *
 * <p>Invariant: while the ready queue is not empty, exactly one worker holds the <em>search
 * token</em> and is on its way to poll the queue. It passes the token on before it runs anybody's
 * code. Where that code blocks, the carrier thread simply goes on with the worker that has the
 * token: the JVM's own scheduler notices blocking, and nothing has to watch for it.
 *
 * <p>No wake-up is lost: who puts a process into the queue tries for the token afterwards, and who
 * gives the token back looks at the queue once more.
 */
final class Scheduler {

  /**
   * The most polls of an empty queue before a worker gives up: about as long as starting one takes.
   */
  private static final int LINGER = 50;

  /**
   * How many searches are in vain until one is as long as can be again. Where nothing ever comes in
   * that time, as between calls from other nodes, to linger wakes carriers for nothing.
   */
  private static final int FRUITLESS = 256;

  /** Rounds of one worker. On JDK 25 a thread that never ends gets slow after a while. */
  private static final int ROUNDS = 256;

  private static final long SLICE_NANOS = 1_000_000;

  private final ThreadFactory threads;
  private final int rounds;
  private final Queue<Mailbox> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean searching = new AtomicBoolean();
  private final int longest;
  // Confined to the holder of the token: twice as long where it was worth it, half where it was
  // not.
  private int linger;
  private int fruitless;

  Scheduler() {
    // Not with the starter's thread locals: a snippet that sends would have handlers print to its
    // operator.
    this(
        Thread.ofVirtual().name("jumpgate-worker").inheritInheritableThreadLocals(false).factory(),
        LINGER,
        ROUNDS);
  }

  /** One whose every path is short enough for all interleavings to be tried. */
  Scheduler(ThreadFactory threads, int linger, int rounds) {
    this.threads = threads;
    this.longest = linger;
    this.linger = linger;
    this.rounds = rounds;
  }

  /** Queues a process that the caller owns. */
  void ready(Mailbox process) {
    ready.add(process);
    summon();
  }

  private boolean claim() {
    return !searching.get() && searching.compareAndSet(false, true);
  }

  private void summon() {
    if (claim()) {
      pass();
    }
  }

  // The caller has the token, which goes to a new worker.
  private void pass() {
    boolean passed = false;
    try {
      threads.newThread(this::work).start();
      passed = true;
    } finally {
      // A sender at the end of its stack must not take the token into its grave: no process would
      // ever run again.
      if (!passed) {
        searching.set(false);
      }
    }
  }

  private void work() {
    var worker = new Worker();
    try {
      work(worker);
    } finally {
      worker.retire();
    }
  }

  private void work(Worker worker) {
    int left = rounds;
    for (Mailbox process; (process = search()) != null; ) {
      searching.set(false);
      if (!ready.isEmpty()) {
        summon();
      }
      if (slice(process, worker)) {
        LockSupport.parkNanos(1); // a yield would starve others on JDK 25
      }
      if (!claim()) {
        return; // somebody else searches
      }
      if (--left == 0) {
        pass();
        return;
      }
    }
  }

  // Holds the token on entry, and on return unless it returns null.
  @SuppressWarnings("ThreadPriorityCheck") // gives the carrier to whoever is about to make work
  private @Nullable Mailbox search() {
    do {
      for (int i = 0; i <= linger; i++) {
        if (i > 0) {
          Thread.yield();
        }
        Mailbox process = ready.poll();
        if (process != null) {
          linger = i > 0 ? Math.min(2 * linger, longest) : linger;
          return process;
        }
      }
      fruitless++;
      linger = fruitless % FRUITLESS == 0 ? longest : linger / 2;
      searching.set(false);
    } while (!ready.isEmpty() && claim());
    return null;
  }

  /**
   * Runs processes for a while; true where the time is used up. A process with more to do goes to
   * the back of the queue only where others wait there: alone it stays in hand, and nobody is
   * called to search for it.
   */
  private boolean slice(Mailbox first, Worker worker) {
    long start = System.nanoTime();
    long now = start;
    for (Mailbox process = first; process != null; ) {
      worker.begin(process, now);
      boolean more = process.run(worker);
      int handled = worker.handled();
      long since = worker.since();
      worker.end(process);
      // Handlers of others must not find what this one left behind.
      Thread.interrupted();
      now = System.nanoTime();
      boolean over = now - start > SLICE_NANOS;
      boolean stays = more && !over && ready.isEmpty();
      if (more && !stays) {
        ready(process);
      }
      if (!worker.isLost()) {
        process.ran(now, now - since, handled);
      }
      if (over) {
        return true;
      }
      if (!stays) {
        process = ready.poll();
      }
    }
    return false;
  }
}
