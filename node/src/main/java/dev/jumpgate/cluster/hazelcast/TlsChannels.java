package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.ChannelInitializerFunction;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.HalfOpen;
import dev.jumpgate.keys.Refusals;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS on every member connection, around Hazelcast's own handlers.
 *
 * <pre>
 *   socket -&gt; HandshakeDecoder, then RecordDecoder -&gt; Hazelcast's decoders
 *   socket &lt;- HandshakeEncoder, then RecordEncoder &lt;- Hazelcast's encoders
 *                      '---- TlsLink ----'
 * </pre>
 *
 * <p>Who has not proved who it is holds two small buffers and an engine, and there are at most
 * {@value #HALF_OPEN_MAX} of them; the large buffers and Hazelcast's come after.
 */
final class TlsChannels implements AutoCloseable {

  /** What refusals call the port for members. */
  static final String DOOR = "members";

  static final int HALF_OPEN_MAX = 128;

  private static final Logger LOG = LogManager.getLogger(TlsChannels.class);
  private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration GOODBYE_PATIENCE = Duration.ofMillis(200);
  private static final int COMPUTING_THREADS = 2;

  private final Credentials own;
  private final Refusals refusals;
  private final Rejections rejected;
  private final HalfOpen incoming;
  private final HalfOpen outgoing;
  // Its queue is bounded by the connections that are half open: each waits for one computation.
  private final ThreadPoolExecutor computations;

  /**
   * TLS for the connections of one node.
   *
   * @param rejected takes note of the nodes that were called in vain
   */
  TlsChannels(Credentials own, Refusals refusals, Rejections rejected) {
    this.own = own;
    this.rejected = rejected;
    this.refusals = refusals;
    this.incoming = new HalfOpen(DOOR, HALF_OPEN_MAX, HANDSHAKE_PATIENCE, refusals);
    this.outgoing =
        new HalfOpen(
            DOOR,
            Integer.MAX_VALUE,
            HANDSHAKE_PATIENCE,
            (door, to, why) -> LOG.warn("no connection to the node at {}: {}", to, why));
    this.computations =
        new ThreadPoolExecutor(
            COMPUTING_THREADS,
            COMPUTING_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("jumpgate-tls-", 0).daemon().factory());
    computations.allowCoreThreadTimeOut(true);
  }

  Function<EndpointQualifier, ChannelInitializer> initializers(
      ServerContext context, Config config) {
    var function =
        new ChannelInitializerFunction(context, config) {
          @Override
          protected ChannelInitializer provideMemberChannelInitializer(EndpointConfig endpoint) {
            ChannelInitializer stock = super.provideMemberChannelInitializer(endpoint);
            return channel -> secure(channel, stock);
          }
        };
    function.init();
    return function;
  }

  private void secure(Channel channel, ChannelInitializer stock) throws Exception {
    boolean calls = channel.isClientMode();
    HalfOpen.Entry entry =
        (calls ? outgoing : incoming).enter(channel.remoteSocketAddress(), () -> end(channel));
    var link = new TlsLink(engine(calls), channel, computations, entry, refusals);
    attributes(channel).put(TlsLink.class, link);
    channel.inboundPipeline().addLast(new HandshakeDecoder(link));
    stock.initChannel(channel);
    channel.outboundPipeline().addLast(new HandshakeEncoder(link));
  }

  private SSLEngine engine(boolean calls) throws Exception {
    SSLEngine engine = own.context().createSSLEngine();
    engine.setUseClientMode(calls);
    engine.setSSLParameters(Credentials.parameters());
    engine.beginHandshake();
    return engine;
  }

  private void end(Channel channel) throws IOException {
    if (channel.attributeMap().get(ServerConnection.class) instanceof ServerConnection connection) {
      Address called = connection.getRemoteAddress();
      if (channel.isClientMode() && called != null) {
        rejected.rejected(rejection(channel, called));
      }
      close(connection, channel, "no handshake");
    } else {
      channel.close();
    }
  }

  private static Rejection rejection(Channel channel, Address called) {
    String fault =
        channel.attributeMap().get(TlsLink.class) instanceof TlsLink link ? link.fault() : null;
    return fault != null
        ? new Rejection(called, true, fault)
        : new Rejection(
            called,
            false,
            "it closed the connection before the handshake was through, or took more than %d s"
                .formatted(HANDSHAKE_PATIENCE.toSeconds()));
  }

  /** Closes a connection, and lets its socket go at once. */
  static void close(ServerConnection connection, Channel channel, String why) {
    connection.close(why, null);
    // The socket is not let go before both selectors have looked, which takes seconds unwoken.
    channel.inboundPipeline().wakeup();
    channel.outboundPipeline().wakeup();
  }

  // Hazelcast declares its map raw.
  @SuppressWarnings("unchecked")
  private static Map<Object, Object> attributes(Channel channel) {
    return channel.attributeMap();
  }

  /** The name that the other end of a connection has proved, or null where it has proved none. */
  static @Nullable String peer(ServerConnection connection) {
    return connection.attributeMap().get(TlsLink.class) instanceof TlsLink link
        ? link.peer()
        : null;
  }

  /** Says goodbye on all connections, and waits a moment until it is on its way. */
  static void sayGoodbye(Collection<ServerConnection> connections) {
    List<TlsLink> links =
        connections.stream()
            .map(connection -> connection.attributeMap().get(TlsLink.class))
            .filter(TlsLink.class::isInstance)
            .map(TlsLink.class::cast)
            .toList();
    links.forEach(TlsLink::sayGoodbye);
    try {
      for (TlsLink link : links) {
        if (!link.awaitGoodbye(GOODBYE_PATIENCE)) {
          LOG.debug("a node does not take our goodbye");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes note of a node with which no handshake comes about. */
  @FunctionalInterface
  interface Rejections {
    void rejected(Rejection rejection);
  }

  @Override
  public void close() {
    incoming.close();
    outgoing.close();
    computations.shutdown();
  }
}
