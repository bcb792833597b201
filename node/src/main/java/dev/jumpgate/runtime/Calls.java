package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this node's threads.
 *
 * <p>A call is an envelope with room for its outcome. It gets a number, under which it is found
 * from elsewhere, only when its address leaves the envelope: for another node, or into a state.
 */
final class Calls {

  /**
   * How often a virtual thread lets others run before it parks: a target that answers at once then
   * does so in that time, and neither the timer of a park nor a wake-up has to be paid.
   */
  private static final int YIELDS = 3;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final String node;
  private final long incarnation;
  private final Refs refs;
  private final Map<Long, Call> numbered = new ConcurrentHashMap<>();
  // Raised under the monitor of the numbered calls, behind each new one: all up to it are among
  // them, or over.
  private volatile long serial;
  // None below it is open.
  private final AtomicLong lowest = new AtomicLong(1);
  private final Alarm alarm =
      new Alarm(System::nanoTime, CompletableFuture::delayedExecutor, this::wakeOverdue);

  Calls(String node, long incarnation, Refs refs) {
    this.node = node;
    this.incarnation = incarnation;
    this.refs = refs;
  }

  /** A thread of this node that waits for an answer. */
  final class Call extends Envelope.Request {

    private static final VarHandle OUTCOME;

    static {
      try {
        OUTCOME = MethodHandles.lookup().findVarHandle(Call.class, "outcome", Outcome.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Class<?> type;
    private final Pid target;
    private final List<Pid> chain;
    private final Thread waiter = Thread.currentThread();
    // Set once; the first outcome counts, the end of the waiter's patience among them.
    private volatile @Nullable Outcome outcome;
    // Guarded by this; 0 while nobody knows the call by a number.
    private long number;
    // 0 while it does not wait for the alarm.
    private volatile long deadline;

    private Call(Object request, Pid target, List<Pid> chain) {
      super(request);
      this.type = request.getClass();
      this.target = target;
      this.chain = chain;
    }

    void complete(Outcome first) {
      if (OUTCOME.compareAndSet(this, null, first)) {
        LockSupport.unpark(waiter);
      }
    }

    @Override
    void answer(Outcome first, Delivery delivery) {
      complete(first);
    }

    @Override
    synchronized ReplyTo<?> caller() {
      if (number == 0) {
        number = enter(this);
        if (outcome != null) {
          forget(); // nobody waits any more
        }
      }
      return new ReplyTo<>(node, incarnation, number, null);
    }

    @Override
    List<Pid> chain() {
      return chain;
    }

    @Override
    long lowest() {
      return lowestOpen();
    }

    private synchronized boolean isNumbered() {
      return number != 0;
    }

    private synchronized void forget() {
      if (number != 0) {
        numbered.remove(number);
      }
    }

    /** Waits for the outcome; one that comes later is dropped. */
    @SuppressWarnings("ThreadPriorityCheck") // a bounded number of times
    Object await(Object target, Duration patience) {
      // One that has a number went to another node, or into a state: no answer comes at once.
      boolean soon = waiter.isVirtual() && !isNumbered();
      for (int i = 0; i < YIELDS && outcome == null && soon; i++) {
        Thread.yield();
      }
      long limit = System.nanoTime() + nanos(patience);
      boolean alarmed = waiter.isVirtual() && isNumbered();
      if (alarmed && outcome == null) {
        deadline = limit;
        alarm.by(limit);
      }
      while (outcome == null) {
        long left = limit - System.nanoTime();
        if (left <= 0) {
          complete(
              new Outcome.Failed(
                  Outcome.Why.TIMED_OUT,
                  "%s did not answer %s within %d ms"
                      .formatted(target, type.getSimpleName(), patience.toMillis())));
        } else if (Thread.interrupted()) {
          complete(
              new Outcome.Failed(Outcome.Why.LOST, "the wait for " + target + " was interrupted"));
          Thread.currentThread().interrupt();
        } else if (alarmed) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, left);
        }
      }
      forget();
      return switch (outcome) {
        case Outcome.Value(var content) -> live(content, type);
        case Outcome.Failed failed -> throw failed.exception();
        case null -> throw new IllegalStateException("a call without an outcome");
      };
    }
  }

  /** Wakes those who have waited long enough; gives the earliest deadline of the others. */
  private long wakeOverdue(long now) {
    long least = Long.MAX_VALUE;
    for (Call call : numbered.values()) {
      long left = call.deadline - now;
      if (call.deadline == 0 || call.outcome != null) {
        continue;
      }
      if (left <= 0) {
        LockSupport.unpark(call.waiter);
      } else {
        least = Math.min(least, left);
      }
    }
    return least == Long.MAX_VALUE ? now : now + least;
  }

  private long enter(Call call) {
    synchronized (numbered) {
      long number = serial + 1;
      numbered.put(number, call);
      serial = number;
      return number;
    }
  }

  /** All calls of lower numbers are over. */
  long lowestOpen() {
    long known = lowest.get();
    long open = known;
    long last = serial;
    while (open <= last && !numbered.containsKey(open)) {
      open++;
    }
    lowest.compareAndSet(known, open);
    return open;
  }

  // As long as there are nanoseconds where somebody would wait for ever.
  private static long nanos(Duration patience) {
    return patience.compareTo(LONGEST) < 0 ? patience.toNanos() : Long.MAX_VALUE;
  }

  /** A call that is about to be sent. */
  Call open(Pid target, Object request, List<Pid> chain) {
    return new Call(request, target, chain);
  }

  private Object live(Object content, Class<?> request) {
    if (content instanceof Envelope.Packed(var bytes)) {
      return Codec.of(Schema.answerOf(request), refs).decode(bytes.toArray(), Object.class);
    }
    return Border.belongs(content, request.getClassLoader())
        ? content
        : Codec.of(Schema.answerOf(request), refs).decode(Codec.encode(content), Object.class);
  }

  /** An answer from elsewhere, or from a later message of the target. */
  void complete(long number, Outcome outcome) {
    Call call = numbered.get(number);
    if (call != null) {
      call.complete(outcome);
    }
  }

  /**
   * Ends the calls whose target can no longer answer.
   *
   * @param spared those that may be answered after all
   */
  void fail(Predicate<Pid> targets, Predicate<ReplyTo<?>> spared, Outcome.Failed outcome) {
    numbered.values().stream()
        .filter(call -> targets.test(call.target) && !spared.test(call.caller()))
        .forEach(call -> call.complete(outcome));
  }
}
