package dev.jumpgate.shell.client;

import static dev.jumpgate.operator.OperatorException.Code.FAILED;
import static dev.jumpgate.operator.OperatorException.Code.UNREACHABLE;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a gate: asks and hands out the answers, in whatever order they come.
 *
 * <p>When the connection ends, all that waits and all that is asked later fails with {@code
 * UNREACHABLE}. A link is never mended; a new one is opened.
 */
final class Link implements NodeEvaluator {

  /** How long a gate may take to say hello. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  // Immutable.
  private final Connection<ToGate, FromGate> connection;
  private final String place;
  // Shared between callers and the reader. Bounded by the number of callers.
  private final Map<Long, CompletableFuture<FromGate>> pending = new ConcurrentHashMap<>();
  private final Map<Long, Feed<Event>> feeds = new ConcurrentHashMap<>();
  private final Map<Long, Feed<TraceStep>> traces = new ConcurrentHashMap<>();
  // Bounded by the number of callers: each puts one and waits, or one more when it gives up.
  private final LinkedBlockingQueue<ToGate> outbox = new LinkedBlockingQueue<>();
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<FromGate> hello = new CompletableFuture<>();
  private final Thread writer;
  // Published: set once by the reader, before it answers what is pending.
  private volatile boolean gone;
  private volatile String node;
  // Published: set before the first evaluation.
  private volatile Printer printer = (_, _) -> {};

  private Link(ByteChannel socket, String node, String place) {
    this.connection = Connection.toGate(socket);
    this.node = node;
    this.place = place;
    this.writer = Thread.ofVirtual().name("gate-writer").start(this::write);
    Thread.ofVirtual().name("gate-reader").start(this::read);
  }

  /**
   * Connects to the gate at a socket and exchanges hellos.
   *
   * @throws NoGateException when nobody listens there
   * @throws OperatorException {@code UNREACHABLE} when who listens does not speak our protocol
   */
  static Link open(Path socket, Duration patience) {
    String name = String.valueOf(socket.getFileName()).replaceFirst("\\.sock$", "");
    return open(channel(socket), name, socket.toString(), patience);
  }

  /**
   * Exchanges hellos over a connection that stands.
   *
   * @param name what the node is called until it says so itself
   * @param place where it is, for complaints
   * @throws OperatorException {@code UNREACHABLE} when who listens does not speak our protocol
   */
  static Link open(ByteChannel channel, String name, String place, Duration patience) {
    var link = new Link(channel, name, place);
    try {
      link.greet(patience);
      return link;
    } catch (OperatorException e) {
      link.close();
      throw e;
    }
  }

  private static SocketChannel channel(Path socket) {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new NoGateException(socket, e);
    }
  }

  private void greet(Duration patience) {
    outbox.add(new ToGate.Hello(Connection.PROTOCOL, Version.current()));
    try {
      switch (hello.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        case FromGate.Hello theirs -> accept(theirs);
        case FromGate.Failed failed -> throw failed.exception();
        case FromGate other -> throw unexpected(other);
      }
    } catch (TimeoutException e) {
      throw new OperatorException(
          UNREACHABLE,
          "the gate of %s did not say hello within %d ms".formatted(node, patience.toMillis()),
          "is the node stopped or overloaded? its gate: " + place);
    } catch (ExecutionException e) {
      throw new AssertionError("a hello is a value, never an exception", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private void accept(FromGate.Hello theirs) {
    node = theirs.node();
    if (theirs.protocol() != Connection.PROTOCOL) {
      throw new OperatorException(
          UNREACHABLE,
          "the gate of %s speaks protocol %d (Jumpgate %s), this shell %d (Jumpgate %s)"
              .formatted(
                  node,
                  theirs.protocol(),
                  theirs.version(),
                  Connection.PROTOCOL,
                  Version.current()),
          "use the same version on both sides");
    }
  }

  /** The node whose gate this is. */
  @Override
  public String node() {
    return node;
  }

  /** False once the connection has ended, whoever ended it. */
  @Override
  public boolean isOpen() {
    return !gone;
  }

  /** Subscribes to events. */
  Operator.Subscription follow(Consumer<Event> listener) {
    return subscribe(feeds, new Call.Follow(), listener);
  }

  /** Subscribes to what a process handles. */
  Operator.Subscription trace(Call.Trace call, Consumer<TraceStep> listener) {
    return subscribe(traces, call, listener);
  }

  private <T> Operator.Subscription subscribe(
      Map<Long, Feed<T>> kind, Call call, Consumer<T> listener) {
    long id = ids.incrementAndGet();
    var feed = new Feed<>(listener);
    // Registered before it is asked for: the first one may be right behind the answer.
    kind.put(id, feed);
    try {
      ask(id, call, Result.Done.class);
    } catch (OperatorException e) {
      kind.remove(id);
      feed.close();
      throw e;
    }
    return () -> {
      if (kind.remove(id) != null) {
        outbox.add(new ToGate.Cancel(id));
        feed.close();
      }
    };
  }

  /**
   * Asks one thing and waits for the answer.
   *
   * @param kind what the answer is to be
   * @throws OperatorException what the gate said, or why it could not say anything
   */
  <R extends Result> R ask(Call call, Class<R> kind) {
    return ask(ids.incrementAndGet(), call, kind);
  }

  private <R extends Result> R ask(long id, Call call, Class<R> kind) {
    var reply = new CompletableFuture<FromGate>();
    pending.put(id, reply);
    if (gone) {
      reply.complete(closed(id));
    }
    outbox.add(new ToGate.Ask(id, call));
    try {
      return switch (reply.get()) {
        case FromGate.Answered(_, Result result) when kind.isInstance(result) -> kind.cast(result);
        case FromGate.Failed failed -> throw failed.exception();
        case FromGate other -> throw unexpected(other);
      };
    } catch (InterruptedException e) {
      outbox.add(new ToGate.Cancel(id));
      Thread.currentThread().interrupt();
      throw interrupted();
    } catch (ExecutionException e) {
      throw new AssertionError("an answer is a value, never an exception", e);
    } finally {
      pending.remove(id);
    }
  }

  /** Where what snippets print goes from now on. */
  void printTo(Printer taker) {
    printer = taker;
  }

  @Override
  public Pending begin(Evaluation what) {
    long id = ids.incrementAndGet();
    var reply = new CompletableFuture<FromGate>();
    pending.put(id, reply);
    if (gone) {
      reply.complete(closed(id));
    }
    outbox.add(new ToGate.Evaluate(id, what));
    return new Pending() {
      @Override
      public Evaluated await() throws InterruptedException {
        Evaluated end = evaluated(reply);
        pending.remove(id);
        return end;
      }

      @Override
      public void cancel() {
        outbox.add(new ToGate.Cancel(id));
      }
    };
  }

  private Evaluated evaluated(CompletableFuture<FromGate> reply) throws InterruptedException {
    try {
      return switch (reply.get()) {
        case FromGate.Evaluated(_, Evaluated end) -> end;
        case FromGate.Failed failed -> throw failed.exception();
        case FromGate other -> throw unexpected(other);
      };
    } catch (ExecutionException e) {
      throw new AssertionError("an answer is a value, never an exception", e);
    }
  }

  private void write() {
    try {
      while (true) {
        connection.write(outbox.take());
      }
    } catch (IOException e) {
      // The reader sees the same and says so.
    } catch (InterruptedException e) {
      // The reader has ended: there is nobody to write to.
    } catch (RuntimeException e) {
      log().error("writing to the gate of {}", node, e);
    } finally {
      disconnect();
    }
  }

  private void read() {
    String why = "it said something else";
    try {
      while (true) {
        take(connection.read());
      }
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      log().error("reading from the gate of {}", node, e);
    } finally {
      gone = true;
      hello.complete(noHello(why));
      pending.forEach((id, reply) -> reply.complete(closed(id)));
      feeds.values().forEach(Feed::close);
      traces.values().forEach(feed -> feed.end(new TraceStep.Over("the gate is gone")));
      disconnect();
      writer.interrupt();
    }
  }

  private void take(FromGate message) {
    switch (message) {
      case FromGate.Hello theirs -> hello.complete(theirs);
      case FromGate.Answered answered -> settle(answered.id(), answered);
      case FromGate.Failed failed -> settle(failed.id(), failed);
      case FromGate.Evaluated evaluated -> settle(evaluated.id(), evaluated);
      case FromGate.Printed(_, Bytes text, boolean error) -> printer.print(text.toArray(), error);
      case FromGate.Happened(long id, Event event) -> hand(feeds.get(id), event);
      case FromGate.Traced(long id, TraceStep step) -> hand(traces.get(id), step);
    }
  }

  private static <T> void hand(@Nullable Feed<T> feed, T what) {
    if (feed != null) {
      feed.offer(what);
    }
  }

  private void settle(long id, FromGate answer) {
    CompletableFuture<FromGate> reply = pending.get(id);
    if (reply != null) {
      reply.complete(answer);
    }
  }

  private FromGate.Failed closed(long id) {
    return new FromGate.Failed(
        id, UNREACHABLE, "the gate of %s closed the connection".formatted(node), null);
  }

  private FromGate.Failed noHello(String why) {
    return new FromGate.Failed(
        0, UNREACHABLE, "the gate at %s said no hello: %s".formatted(place, why), null);
  }

  private OperatorException unexpected(FromGate message) {
    return new OperatorException(
        FAILED, "the gate of %s answered with %s".formatted(node, message), null);
  }

  private OperatorException interrupted() {
    return new OperatorException(
        FAILED, "interrupted while waiting for the gate of %s".formatted(node), null);
  }

  private void disconnect() {
    try {
      connection.close();
    } catch (IOException e) {
      log().debug("closing the socket {}", place, e);
    }
  }

  // Fetched when there is something to say: starting log4j would double a command's start-up.
  private static Logger log() {
    return LogManager.getLogger(Link.class);
  }

  /** Ends the connection; what waits for an answer fails. */
  @Override
  public void close() {
    disconnect();
  }
}
