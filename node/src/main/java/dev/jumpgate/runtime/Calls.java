package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.CallTimeoutException;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The calls of this node's threads that wait for an answer. */
final class Calls {

  private final Refs refs;
  private final Map<Long, Call> open = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();

  Calls(Refs refs) {
    this.refs = refs;
  }

  /** Opens a call to {@code target}; its number goes with the request. */
  Call open(Pid target, Class<?> request) {
    var call = new Call(serial.incrementAndGet(), target, request, new CompletableFuture<>());
    open.put(call.id, call);
    return call;
  }

  /** Waits for the answer; an answer that comes later is dropped. */
  Object await(Call call, String target, Duration patience) {
    try {
      return switch (call.outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        case Outcome.Value(var content) -> live(content, call.request);
        case Outcome.Failed failed -> throw failed.exception();
      };
    } catch (TimeoutException e) {
      throw new CallTimeoutException(
          "%s did not answer %s within %d ms"
              .formatted(target, call.request.getSimpleName(), patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException("the wait for " + target + " was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(call.id);
    }
  }

  private Object live(Object content, Class<?> request) {
    if (content instanceof Envelope.Packed(var bytes)) {
      return Codec.of(Schema.answerOf(request), refs).decode(bytes.toArray(), Object.class);
    }
    return Border.belongs(content, request.getClassLoader())
        ? content
        : Codec.of(Schema.answerOf(request), refs).decode(Codec.encode(content), Object.class);
  }

  void complete(long id, Outcome outcome) {
    Call call = open.get(id);
    if (call != null) {
      call.outcome.complete(outcome);
    }
  }

  /** Ends the calls whose target can no longer answer. */
  void fail(Predicate<Pid> targets, Outcome.Failed outcome) {
    open.values().stream()
        .filter(call -> targets.test(call.target))
        .forEach(call -> call.outcome.complete(outcome));
  }

  /** One open call. */
  record Call(long id, Pid target, Class<?> request, CompletableFuture<Outcome> outcome) {}
}
