package dev.jumpgate.gate;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Passes commands to other nodes with who gave them, and does what other nodes pass here. */
final class Relay {

  private static final Logger LOG = LogManager.getLogger(Relay.class);

  private final Transport transport;
  private final Executor local;
  private final Codec codec = Codec.of(Schema.of(Relayed.class), Refs.NONE);
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Foreign, Thread> underWay = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();

  Relay(Transport transport, Executor local) {
    this.transport = transport;
    this.local = local;
    transport.receive(
        Transport.Channel.OPERATOR,
        new Transport.Receiver() {
          @Override
          public void received(Member from, byte[] frame) {
            Relay.this.received(from, frame);
          }

          @Override
          public void lost(Member from) {
            Relay.this.lost(from);
          }
        });
  }

  /** Does a command here, or refuses it to that operator. */
  @FunctionalInterface
  interface Executor {
    Result execute(Identity operator, Call call) throws InterruptedException;
  }

  /** What nodes say to each other on behalf of operators. */
  sealed interface Relayed {

    long id();

    record Ask(long id, Identity operator, Call call) implements Relayed {}

    record Answered(long id, Result result) implements Relayed {}

    record Failed(long id, OperatorException.Code code, String message, @Nullable String hint)
        implements Relayed {}

    /** The operator has left, or thinks better of it. */
    record Cancel(long id) implements Relayed {}
  }

  /** A command of another node's, by that node's number for it. */
  private record Foreign(Member node, long id) {}

  private record Pending(String node, CompletableFuture<Result> result) {}

  /**
   * Has another node do a command.
   *
   * @throws OperatorException as the other node says, or UNREACHABLE when it does not answer
   */
  Result ask(Identity operator, String node, Call call, Duration patience)
      throws InterruptedException {
    long id = serial.incrementAndGet();
    var result = new CompletableFuture<Result>();
    pending.put(id, new Pending(node, result));
    try {
      refuseUnsent(node, send(node, new Relayed.Ask(id, operator, call)));
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      transport.sendOwed(node, Transport.Channel.OPERATOR, Codec.encode(new Relayed.Cancel(id)));
      throw e;
    } catch (TimeoutException e) {
      throw new OperatorException(
          Code.UNREACHABLE,
          "%s did not answer within %d s".formatted(node, patience.toSeconds()),
          null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OperatorException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pending.remove(id);
    }
  }

  private static void refuseUnsent(String node, Transport.Receipt receipt) {
    switch (receipt) {
      case SENT -> {}
      case GONE ->
          throw new OperatorException(Code.UNREACHABLE, node + " is not in the cluster", null);
      case FULL ->
          throw new OperatorException(
              Code.UNREACHABLE, node + " is behind and takes no more commands", "try again later");
      case TOO_LARGE ->
          throw new OperatorException(
              Code.FAILED,
              "the command is longer than the %d MB that go from node to node"
                  .formatted(Transport.LARGEST >> 20),
              null);
    }
  }

  /** A node is gone: it answers nothing more. */
  void lost(Member member) {
    pending.values().stream()
        .filter(p -> p.node.equals(member.name()))
        .forEach(p ->
            p.result.completeExceptionally(
                new OperatorException(
                    Code.UNREACHABLE, member.name() + " was lost before it answered", null)));
    underWay.forEach((foreign, thread) -> {
      if (foreign.node.is(member)) {
        thread.interrupt();
      }
    });
  }

  private void received(Member from, byte[] frame) {
    switch (codec.decode(frame, Relayed.class)) {
      case Relayed.Ask ask -> begin(from, ask);
      case Relayed.Cancel(var id) -> {
        Thread thread = underWay.get(new Foreign(from, id));
        if (thread != null) {
          thread.interrupt();
        }
      }
      case Relayed.Answered(var id, var result) -> {
        Pending asked = pending.get(id);
        if (asked != null) {
          asked.result.complete(result);
        }
      }
      case Relayed.Failed(var id, var code, var message, var hint) -> {
        Pending asked = pending.get(id);
        if (asked != null) {
          asked.result.completeExceptionally(new OperatorException(code, message, hint));
        }
      }
    }
  }

  // Known before it runs: a cancellation right behind the command finds it.
  private void begin(Member from, Relayed.Ask ask) {
    var foreign = new Foreign(from, ask.id());
    Thread thread =
        Thread.ofVirtual()
            .name("jumpgate-relayed")
            .unstarted(() -> {
              Relayed outcome = outcome(from.name(), ask);
              underWay.remove(foreign);
              answer(from.name(), outcome);
            });
    underWay.put(foreign, thread);
    thread.start();
  }

  private Relayed outcome(String node, Relayed.Ask ask) {
    long id = ask.id();
    Relayed answer;
    try {
      answer = new Relayed.Answered(id, local.execute(ask.operator(), ask.call()));
    } catch (OperatorException e) {
      answer = new Relayed.Failed(id, e.code(), String.valueOf(e.getMessage()), e.hint());
    } catch (InterruptedException e) {
      answer = new Relayed.Failed(id, Code.FAILED, "interrupted", null);
    } catch (RuntimeException e) {
      LOG.error("a command relayed by {} failed: {}", node, ask.call(), e);
      answer = new Relayed.Failed(id, Code.FAILED, "the node failed: " + e, "its log says more");
    }
    return answer;
  }

  private void answer(String node, Relayed answer) {
    if (transport.sendOwed(node, Transport.Channel.OPERATOR, Codec.encode(answer))
        == Transport.Receipt.TOO_LARGE) {
      String tooLarge =
          "the answer is longer than the %d MB that go from node to node"
              .formatted(Transport.LARGEST >> 20);
      send(
          node,
          new Relayed.Failed(answer.id(), Code.FAILED, tooLarge, "attach to the node itself"));
    }
  }

  private Transport.Receipt send(String node, Relayed relayed) {
    return transport.send(node, Transport.Channel.OPERATOR, Codec.encode(relayed));
  }
}
