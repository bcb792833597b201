package dev.jumpgate.shell.client;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.TraceStep;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gate on a real socket that answers as a test says. */
public final class FakeGate implements AutoCloseable {

  /** What a gate does that says nothing. */
  public static final int SILENT = -1;

  private record Session(
      Connection<FromGate, ToGate> connection, List<Long> subscriptions, List<Long> traces) {

    Session(Connection<FromGate, ToGate> connection) {
      this(connection, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }
  }

  private final ServerSocketChannel server;
  private final String node;
  private final int protocol;
  private final Function<Call, @Nullable Result> answers;
  private final Path socket;
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<ToGate> received = new CopyOnWriteArrayList<>();

  private FakeGate(Path folder, String node, int protocol, Function<Call, @Nullable Result> answers)
      throws IOException {
    this.node = node;
    this.protocol = protocol;
    this.answers = answers;
    this.socket = folder.resolve(node + ".sock");
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Opens it.
   *
   * @param answers what it answers; what this throws as an {@link OperatorException} is sent too,
   *     and null leaves the caller waiting
   */
  public static FakeGate open(Path folder, String node, Function<Call, @Nullable Result> answers)
      throws IOException {
    return new FakeGate(folder, node, Connection.PROTOCOL, answers);
  }

  /** Opens one that says hello in another protocol, or not at all. */
  public static FakeGate speaking(int protocol, Path folder, String node) throws IOException {
    return new FakeGate(folder, node, protocol, _ -> new Result.Done());
  }

  /** Leaves a socket behind that nobody listens at, as a killed node does. */
  public static Path stale(Path folder, String node) throws IOException {
    Path socket = folder.resolve(node + ".sock");
    // No thread ever accepts here: one that does keeps the socket open a little beyond the close.
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    return socket;
  }

  public Path socket() {
    return socket;
  }

  /** All that came in, hellos too. */
  public List<ToGate> received() {
    return received;
  }

  /** Sends an event to everybody who follows. */
  public void happen(Event event) throws IOException {
    for (Session session : sessions) {
      for (long id : session.subscriptions) {
        session.connection.write(new FromGate.Happened(id, event));
      }
    }
  }

  /** Sends a step to everybody who traces. */
  public void trace(TraceStep step) throws IOException {
    for (Session session : sessions) {
      for (long id : session.traces) {
        session.connection.write(new FromGate.Traced(id, step));
      }
    }
  }

  /** True once somebody traces. */
  public boolean isTraced() {
    return sessions.stream().anyMatch(session -> !session.traces.isEmpty());
  }

  /** Closes every connection, as a dying node does. */
  public void hangUp() throws IOException {
    for (Session session : sessions) {
      session.connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        var session = new Session(Connection.fromGate(server.accept()));
        sessions.add(session);
        Thread.ofVirtual().start(() -> serve(session));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Session session) {
    try {
      while (true) {
        ToGate message = session.connection.read();
        received.add(message);
        switch (message) {
          case ToGate.Hello _ when protocol == SILENT -> {}
          case ToGate.Hello _ ->
              session.connection.write(new FromGate.Hello(protocol, "9.9.9", node));
          case ToGate.Ask(long id, Call call) -> answer(session, id, call);
          case ToGate.Evaluate _ -> {}
          case ToGate.Cancel(long id) -> {
            session.subscriptions.remove(id);
            session.traces.remove(id);
          }
        }
      }
    } catch (IOException e) {
      // The shell has left.
    }
  }

  private void answer(Session session, long id, Call call) throws IOException {
    if (call instanceof Call.Follow) {
      session.subscriptions.add(id);
      session.connection.write(new FromGate.Answered(id, new Result.Done()));
      return;
    }
    if (call instanceof Call.Trace) {
      session.connection.write(new FromGate.Answered(id, new Result.Done()));
      session.traces.add(id);
      return;
    }
    try {
      Result result = answers.apply(call);
      if (result != null) {
        session.connection.write(new FromGate.Answered(id, result));
      }
    } catch (OperatorException e) {
      session.connection.write(
          new FromGate.Failed(id, e.code(), String.valueOf(e.getMessage()), e.hint()));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
