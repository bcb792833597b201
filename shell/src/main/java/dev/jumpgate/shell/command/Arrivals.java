package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.UNREACHABLE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.GateClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription brings, on its way from the thread that brings it to the command that shows
 * it.
 */
final class Arrivals<T> {

  private static final int AHEAD = 1_000;

  private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Operator operator;

  Arrivals(Operator operator) {
    this.operator = operator;
  }

  /** Waits while the output is slow: what comes meanwhile is the subscription's to keep or drop. */
  void bring(T what) {
    try {
      queue.put(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The next one, or null where none came for a while.
   *
   * @throws OperatorException {@code UNREACHABLE} where none will come: the gate is gone
   */
  @Nullable T next() throws InterruptedException {
    T next = queue.poll(1, TimeUnit.SECONDS);
    if (next == null) {
      requireOpen(operator);
    }
    return next;
  }

  /** Fails where the gate is gone. */
  static void requireOpen(Operator operator) {
    if (operator instanceof GateClient client && !client.isOpen()) {
      throw new OperatorException(
          UNREACHABLE, "the gate of %s closed the connection".formatted(client.node()), null);
    }
  }
}
