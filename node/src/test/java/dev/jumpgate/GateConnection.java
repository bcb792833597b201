package dev.jumpgate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Connection;
import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.TlsChannel;
import dev.jumpgate.operator.TraceStep;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** An operator that says one thing at a time. */
final class GateConnection implements AutoCloseable {

  private final Connection<ToGate, FromGate> connection;
  private long id;

  GateConnection(Node node) throws IOException {
    this(SocketChannel.open(UnixDomainSocketAddress.of(node.gate())));
  }

  /** By the keys of an operator. */
  static GateConnection overTcp(Node node, Credentials own) throws IOException {
    URI place = URI.create("tcp://" + node.tcpGate());
    var channel = TlsChannel.calling(new Socket(place.getHost(), place.getPort()), own);
    try {
      channel.handshake();
      return new GateConnection(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private GateConnection(ByteChannel channel) throws IOException {
    connection = Connection.toGate(channel);
    connection.write(new ToGate.Hello(Connection.PROTOCOL, "test"));
    connection.read();
  }

  /** Says something without waiting for the answer. */
  void say(Call call) throws IOException {
    connection.write(new ToGate.Ask(++id, call));
  }

  /** Has the evaluator do something and returns what it came to; output on the way is lost. */
  Evaluated evaluate(Evaluation what) throws IOException {
    connection.write(new ToGate.Evaluate(++id, what));
    while (true) {
      switch (connection.read()) {
        case FromGate.Evaluated(var of, var result) when of == id -> {
          return result;
        }
        case FromGate.Failed failed -> throw failed.exception();
        default -> {}
      }
    }
  }

  Result ask(Call call) throws IOException {
    say(call);
    return answer();
  }

  /** The answer to what was said last. */
  Result answer() throws IOException {
    return switch (connection.read()) {
      case FromGate.Answered(var _, var result) -> result;
      case FromGate.Failed failed -> throw failed.exception();
      case FromGate.Hello _,
          FromGate.Happened _,
          FromGate.Traced _,
          FromGate.Evaluated _,
          FromGate.Printed _ ->
          throw new IOException("no answer");
    };
  }

  /** The next step of the trace that was asked for. */
  TraceStep step() throws IOException {
    return switch (connection.read()) {
      case FromGate.Traced(var _, var step) -> step;
      case FromGate other -> throw new IOException("no step: " + other);
    };
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
