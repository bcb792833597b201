package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.nio.AbstractChannel;
import com.hazelcast.internal.server.ServerConnection;
import dev.jumpgate.keys.HalfOpen;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.Refusals;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one member connection: what its decoder and its encoder share.
 *
 * <p>The decoder runs on an input thread, the encoder on an output thread or on that of a sender;
 * the engine itself keeps their calls apart. Neither ever waits: where the handshake needs the
 * other direction, or a computation, a handler stops and is woken.
 */
final class TlsLink {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  // Immutable.
  final SSLEngine engine;
  private final Channel channel;
  private final Executor computations;
  private final HalfOpen.Entry entry;
  private final Refusals refusals;
  private final CountDownLatch goodbyeSaid = new CountDownLatch(1);

  // True while a thread computes: the engine's tasks are never run by two.
  private final AtomicBoolean computing = new AtomicBoolean();
  // Set before the connection is closed for it.
  private volatile @Nullable String fault;
  // Set once, by the direction that completes the handshake first.
  private final AtomicReference<@Nullable String> peer = new AtomicReference<>();
  // Set by the decoder and by goodbye, cleared by the encoder before it wraps.
  private volatile boolean wrapWanted;
  // Set after a computation, cleared by the decoder before it asks what came of it.
  private volatile boolean computed;

  TlsLink(
      SSLEngine engine,
      Channel channel,
      Executor computations,
      HalfOpen.Entry entry,
      Refusals refusals) {
    this.engine = engine;
    this.channel = channel;
    this.computations = computations;
    this.entry = entry;
    this.refusals = refusals;
  }

  /** The name in the other node's certificate, or null while it has not proved it. */
  @Nullable String peer() {
    return peer.get();
  }

  /** What of the other side's handshake cannot be accepted, or what it does not accept, or null. */
  @Nullable String fault() {
    return fault;
  }

  /** Has the engine's pending tasks run elsewhere, and wakes both directions after. */
  void compute() {
    if (computing.compareAndSet(false, true)) {
      computations.execute(() -> {
        try {
          computeNow();
        } finally {
          // Before the waking: who is woken and finds more to do must be able to start it.
          computed = true;
          computing.set(false);
          channel.inboundPipeline().wakeup();
          channel.outboundPipeline().wakeup();
        }
      });
    }
  }

  /** Whether a computation has ended since this was asked last. */
  boolean takeComputed() {
    if (!computed) {
      return false;
    }
    computed = false;
    return true;
  }

  private void computeNow() {
    for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
      task.run();
    }
  }

  /**
   * The engine is through: lets the other node in, by the name in its certificate. Again does
   * nothing.
   *
   * @return false where it is not through but broken: the direction in which that came out says why
   * @throws SSLException when it is no node
   * @throws EOFException when it was refused in the meantime
   */
  boolean complete() throws IOException {
    X509Certificate certificate;
    try {
      certificate = (X509Certificate) engine.getSession().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
    if (peer.compareAndSet(null, node(certificate)) && !entry.admit()) {
      throw new EOFException("refused before the handshake was through");
    }
    return true;
  }

  private static String node(X509Certificate certificate) throws SSLException {
    try {
      // The JDK does not look at the dates again where a session is resumed.
      certificate.checkValidity();
      if (Holder.of(certificate) instanceof Holder.OfNode node) {
        return node.name();
      }
      throw new SSLException("%s is no node".formatted(Holder.of(certificate)));
    } catch (CertificateException e) {
      throw new SSLException(e);
    }
  }

  /**
   * What TLS itself wants after the handshake: new keys, mostly. Seldom, and never long.
   *
   * @param status the engine's, after a record
   */
  void serve(HandshakeStatus status) {
    if (status == HandshakeStatus.NEED_TASK) {
      computeNow();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      wrapWanted = true;
      channel.outboundPipeline().wakeup();
    }
  }

  /** Whether the encoder is to wrap although there is nothing to send; asks once. */
  boolean takeWrapWanted() {
    if (!wrapWanted) {
      return false;
    }
    wrapWanted = false;
    return true;
  }

  /** The handshake or a record was not as it has to be. Takes note, says so, and closes. */
  EOFException failed(SSLException failure) {
    String why = HalfOpen.reason(failure);
    fault = why;
    if (!channel.isClosed()) {
      sendAlert();
      if (!entry.refuse(why)) {
        refusals.refused(TlsChannels.DOOR, channel.remoteSocketAddress(), why);
        close(why);
      }
    }
    return new EOFException(why);
  }

  /** The connection ended by itself; a stranger's is worth a note. */
  void ended() {
    entry.refuse("it left before it had proved who it is");
  }

  private void close(String why) {
    if (channel.attributeMap().get(ServerConnection.class) instanceof ServerConnection connection) {
      TlsChannels.close(connection, channel, why);
    }
  }

  // So that the other side learns why. The connection is closed next, whatever becomes of it: past
  // the pipeline, because what that still holds would only be in the way.
  private void sendAlert() {
    var alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    try {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        engine.wrap(NOTHING, alert);
        ((AbstractChannel) channel).socketChannel().write(alert.flip());
      }
    } catch (IOException e) {
      // The other side has closed already, and needs no telling.
    }
  }

  /** Says that nothing more comes from here. */
  void sayGoodbye() {
    if (peer.get() != null) {
      engine.closeOutbound();
      wrapWanted = true;
      channel.outboundPipeline().wakeup();
    } else {
      goodbyeSaid.countDown();
    }
  }

  /** The encoder has wrapped the last record. */
  void goodbyeWrapped() {
    goodbyeSaid.countDown();
  }

  boolean awaitGoodbye(Duration patience) throws InterruptedException {
    return channel.isClosed() || goodbyeSaid.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
