package dev.jumpgate.gate.evaluator;

import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.state.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What goes to one operator, in order, written by a thread of its own.
 *
 * <p>So neither a slow operator nor the interrupt of a stopped snippet meets a snippet inside a
 * write. What waits is bounded by what each run may print.
 */
final class Outbox {

  private static final int PAGE_BYTES = 32 << 10;

  /** Printed text that waits, to which more may be added. */
  private record Page(long id, boolean error, ByteArrayOutputStream text) {}

  private final Consumer<FromGate> out;
  // Guarded by this.
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private boolean closed;

  Outbox(Consumer<FromGate> out) {
    this.out = out;
    Thread.ofVirtual()
        .name("jumpgate-evaluator-writer")
        .inheritInheritableThreadLocals(false)
        .start(this::write);
  }

  synchronized void send(FromGate message) {
    if (!closed) {
      waiting.add(message);
      notifyAll();
    }
  }

  synchronized void print(long id, boolean error, byte[] text, int from, int length) {
    if (closed) {
      return;
    }
    if (waiting.peekLast() instanceof Page last
        && last.id() == id
        && last.error() == error
        && last.text().size() < PAGE_BYTES) {
      last.text().write(text, from, length);
      return;
    }
    var page = new Page(id, error, new ByteArrayOutputStream(length));
    page.text().write(text, from, length);
    waiting.add(page);
    notifyAll();
  }

  private void write() {
    try {
      while (true) {
        FromGate next = take();
        if (next == null) {
          return;
        }
        out.accept(next);
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  private synchronized @org.jspecify.annotations.Nullable FromGate take()
      throws InterruptedException {
    while (waiting.isEmpty()) {
      if (closed) {
        return null;
      }
      wait();
    }
    return switch (waiting.remove()) {
      case Page(var id, var error, var text) ->
          new FromGate.Printed(id, Bytes.copyOf(text.toByteArray()), error);
      case FromGate message -> message;
      case Object other -> throw new IllegalStateException("not sent by anybody: " + other);
    };
  }

  /** The operator has left: all that is printed from now on is dropped. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
