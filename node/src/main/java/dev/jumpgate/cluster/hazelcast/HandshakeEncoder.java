package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Writes this side's part of the handshake, then puts a {@link RecordEncoder} in its place. Until
 * then nothing of what is to be sent leaves.
 */
final class HandshakeEncoder extends OutboundHandler<ByteBuffer, ByteBuffer> {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TlsLink link;

  HandshakeEncoder(TlsLink link) {
    this.link = link;
  }

  @Override
  public void handlerAdded() {
    dst = ByteBuffer.allocate(link.engine.getSession().getPacketBufferSize()).flip();
  }

  @Override
  public HandlerStatus onWrite() throws Exception {
    dst.compact();
    boolean flipped = false;
    try {
      HandlerStatus status = step();
      flipped = status == HandlerStatus.CLEAN;
      return status;
    } catch (SSLException e) {
      throw link.failed(e);
    } finally {
      if (!flipped) {
        dst.flip();
      }
    }
  }

  /** Clean where the handshake is through, and this handler replaced. */
  private HandlerStatus step() throws IOException {
    while (true) {
      switch (link.engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          link.compute();
          return HandlerStatus.BLOCKED;
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          channel.inboundPipeline().wakeup();
          return HandlerStatus.BLOCKED;
        }
        case NEED_WRAP -> {
          if (!wrap()) {
            return HandlerStatus.DIRTY;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          if (!link.complete()) {
            return HandlerStatus.BLOCKED;
          }
          channel.inboundPipeline().wakeup();
          channel.outboundPipeline().replace(this, new RecordEncoder(link, dst.flip()));
          return HandlerStatus.CLEAN;
        }
      }
    }
  }

  /** False where what is there has to be sent first. */
  private boolean wrap() throws IOException {
    SSLEngineResult result = link.engine.wrap(NOTHING, dst);
    return switch (result.getStatus()) {
      case OK -> true;
      case BUFFER_OVERFLOW -> false;
      case BUFFER_UNDERFLOW -> throw new SSLException("nothing to wrap");
      case CLOSED -> throw new EOFException("closed during the handshake");
    };
  }

  @Override
  public void interceptError(Throwable error) {
    link.ended();
  }
}
