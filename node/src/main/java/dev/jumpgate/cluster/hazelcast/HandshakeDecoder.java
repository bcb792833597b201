package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Reads the other side's part of the handshake, then puts a {@link RecordDecoder} in its place.
 *
 * <p>Its buffer is all that a stranger can fill: it is small, and a record that does not fit is no
 * handshake of ours.
 */
final class HandshakeDecoder extends InboundHandler<ByteBuffer, ByteBuffer> {

  private static final int BUFFER_BYTES = 8 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  // The types of the records that a handshake can begin with.
  private static final byte ALERT = 21;
  private static final byte HANDSHAKE = 22;

  private final TlsLink link;
  private boolean begun;

  HandshakeDecoder(TlsLink link) {
    this.link = link;
  }

  @Override
  public void handlerAdded() {
    src = ByteBuffer.allocate(BUFFER_BYTES);
  }

  @Override
  public HandlerStatus onRead() throws Exception {
    src.flip();
    try {
      return step();
    } catch (SSLException e) {
      throw link.failed(e);
    } finally {
      src.compact();
    }
  }

  // Blocked rather than clean where something else is due first: with bytes waiting and nobody to
  // take them, the selector would spin.
  private HandlerStatus step() throws IOException {
    while (true) {
      switch (link.engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          link.compute();
          return HandlerStatus.BLOCKED;
        }
        case NEED_WRAP -> {
          channel.outboundPipeline().wakeup();
          return HandlerStatus.BLOCKED;
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap()) {
            return HandlerStatus.CLEAN;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          if (!link.complete()) {
            return HandlerStatus.BLOCKED;
          }
          channel.inboundPipeline().replace(this, new RecordDecoder(link, src));
          return HandlerStatus.CLEAN;
        }
      }
    }
  }

  /** False where more has to come first. */
  private boolean unwrap() throws IOException {
    // After a computation the engine is asked even with nothing to read: it may have failed.
    if (!src.hasRemaining() && !link.takeComputed()) {
      return false;
    }
    if (!begun && src.hasRemaining()) {
      begun = true;
      byte type = src.get(src.position());
      if (type != HANDSHAKE && type != ALERT) {
        throw new SSLException("it does not speak TLS");
      }
    }
    SSLEngineResult result = link.engine.unwrap(src, NOTHING);
    return switch (result.getStatus()) {
      case OK -> true;
      case BUFFER_UNDERFLOW -> {
        if (src.remaining() == src.capacity()) {
          throw new SSLException("a record too large for a handshake");
        }
        yield false;
      }
      case BUFFER_OVERFLOW -> throw new SSLException("data before the handshake");
      case CLOSED -> throw new EOFException("closed during the handshake");
    };
  }

  @Override
  public void interceptError(Throwable error) {
    link.ended();
  }
}
