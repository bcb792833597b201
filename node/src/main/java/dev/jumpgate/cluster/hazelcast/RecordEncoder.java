package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Encrypts what the former handlers collected, in records as large as they come. */
final class RecordEncoder extends OutboundHandler<ByteBuffer, ByteBuffer> {

  // On the heap, as that of the decoder.
  private static final int BUFFER_BYTES = 160 * 1024;

  private final TlsLink link;
  private final ByteBuffer unsent;
  private final int recordBytes;

  /**
   * An encoder in the place of another.
   *
   * @param unsent what is left of the handshake
   */
  RecordEncoder(TlsLink link, ByteBuffer unsent) {
    this.link = link;
    this.unsent = unsent;
    this.recordBytes = link.engine.getSession().getPacketBufferSize();
  }

  @Override
  public void handlerAdded() {
    dst = ByteBuffer.allocate(BUFFER_BYTES).put(unsent).flip();
  }

  @Override
  public HandlerStatus onWrite() throws Exception {
    dst.compact();
    try {
      return encrypt();
    } catch (SSLException e) {
      throw link.failed(e);
    } finally {
      dst.flip();
    }
  }

  private HandlerStatus encrypt() throws IOException {
    boolean wanted = link.takeWrapWanted();
    while (wanted || src.hasRemaining()) {
      if (dst.remaining() < recordBytes) {
        return HandlerStatus.DIRTY;
      }
      SSLEngineResult result = link.engine.wrap(src, dst);
      switch (result.getStatus()) {
        case OK -> wanted = result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
        case CLOSED -> {
          // After the goodbye nothing may follow.
          src.position(src.limit());
          link.goodbyeWrapped();
          return HandlerStatus.CLEAN;
        }
        case BUFFER_OVERFLOW -> {
          return HandlerStatus.DIRTY;
        }
        case BUFFER_UNDERFLOW -> throw new SSLException("nothing to wrap");
      }
    }
    return HandlerStatus.CLEAN;
  }
}
