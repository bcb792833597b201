package dev.jumpgate.shell.client;

import static dev.jumpgate.operator.OperatorException.Code.REFUSED;
import static dev.jumpgate.operator.OperatorException.Code.UNREACHABLE;

import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.HalfOpen;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.KeyFolder;
import dev.jumpgate.keys.TlsChannel;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A gate over TCP, as an operator names it: {@code host:port} or {@code operator@host:port}.
 *
 * @param operator whose keys to use, or null for the only ones there are
 */
record TcpEndpoint(@Nullable String operator, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:([^@/]+)@)?([^@/\\[\\]]+|\\[[^@/]+\\]):(\\d{1,5})");
  private static final int PORT_MAX = 65_535;

  /** The endpoint, or empty where the text is something else. */
  static Optional<TcpEndpoint> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(3)) > PORT_MAX) {
      return Optional.empty();
    }
    return Optional.of(
        new TcpEndpoint(form.group(1), form.group(2), Integer.parseInt(form.group(3))));
  }

  /**
   * Connects: each side proves to the other who it is.
   *
   * @throws OperatorException with one line, where nobody answers, the keys are missing or the gate
   *     does not accept them
   */
  Link open(KeyFolder keys, Duration patience) {
    Credentials own = credentials(keys);
    TlsChannel channel = null;
    try {
      channel = connect(own, patience);
      Holder node = channel.handshake();
      return Link.open(channel, node.name(), this + " as " + own.holder(), patience);
    } catch (SSLException e) {
      close(channel);
      throw new OperatorException(
          REFUSED,
          "the gate at %s and %s do not accept each other: %s"
              .formatted(this, own.holder(), HalfOpen.reason(e)),
          "both need keys of the same authority: " + keys.path());
    } catch (IOException e) {
      close(channel);
      throw new OperatorException(
          UNREACHABLE,
          "no gate answers at %s: %s".formatted(this, e.getMessage()),
          "was its node started with --gate?");
    }
  }

  private TlsChannel connect(Credentials own, Duration patience) throws IOException {
    var socket = new Socket();
    try {
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IOException("unknown host " + host);
      }
      socket.connect(address, (int) patience.toMillis());
      socket.setTcpNoDelay(true);
      // Only until both know who the other is; after that, silence is nothing bad.
      socket.setSoTimeout((int) patience.toMillis());
      return TlsChannel.calling(socket, own);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void close(@Nullable TlsChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no use any more, closed or not.
      }
    }
  }

  private Credentials credentials(KeyFolder keys) {
    Holder chosen = choose(keys);
    try {
      return Credentials.of(keys, chosen, Holder.OfNode.class).requireValid(InstantSource.system());
    } catch (JumpgateException e) {
      throw new OperatorException(REFUSED, String.valueOf(e.getMessage()), null);
    }
  }

  private Holder choose(KeyFolder keys) {
    if (!keys.exists()) {
      throw refused(
          "%s needs an operator's keys, and there are none in %s".formatted(this, keys.path()),
          "jumpgate keys operator NAME --role ROLE makes them; --keys names their folder");
    }
    List<Holder.OfOperator> there = keys.operators();
    List<Holder.OfOperator> fitting =
        there.stream().filter(o -> operator == null || o.name().equals(operator)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    if (fitting.isEmpty()) {
      throw refused(
          "%s has no keys of %s"
              .formatted(keys.path(), operator == null ? "an operator" : "operator " + operator),
          "jumpgate keys operator %s --role ROLE makes them"
              .formatted(operator == null ? "NAME" : operator));
    }
    throw refused(
        "%s has keys of several operators: %s"
            .formatted(
                keys.path(),
                there.stream().map(Holder.OfOperator::name).collect(Collectors.joining(", "))),
        "say which one: --connect %s@%s:%d".formatted(there.getFirst().name(), host, port));
  }

  private static OperatorException refused(String message, String hint) {
    return new OperatorException(REFUSED, message, hint);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
