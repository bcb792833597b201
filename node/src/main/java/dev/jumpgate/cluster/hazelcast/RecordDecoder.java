package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Decrypts what a node sends, straight into the buffer of the next handler where that has room for
 * a whole record; its first one, for three bytes, has not.
 */
final class RecordDecoder extends InboundHandler<ByteBuffer, ByteBuffer> {

  // On the heap, although it is read from a socket: the JDK's ciphers work on arrays, and take
  // nearly twice as long for what is not one.
  private static final int BUFFER_BYTES = 128 * 1024;

  private final TlsLink link;
  private final ByteBuffer early;
  private final int recordBytes;
  // In reading mode; holds what the next handler had no room for.
  private ByteBuffer plain = ByteBuffer.allocate(0);

  /**
   * A decoder in the place of another.
   *
   * @param early what came with the end of the handshake
   */
  RecordDecoder(TlsLink link, ByteBuffer early) {
    this.link = link;
    this.early = early;
    this.recordBytes = link.engine.getSession().getApplicationBufferSize();
  }

  @Override
  public void handlerAdded() {
    src = ByteBuffer.allocate(BUFFER_BYTES).put(early);
  }

  @Override
  public HandlerStatus onRead() throws Exception {
    src.flip();
    try {
      return drain() ? decrypt() : HandlerStatus.DIRTY;
    } catch (SSLException e) {
      throw link.failed(e);
    } finally {
      src.compact();
    }
  }

  private HandlerStatus decrypt() throws IOException {
    while (src.hasRemaining()) {
      boolean roomy = dst.capacity() > 2 * recordBytes;
      if (roomy && dst.remaining() < recordBytes) {
        return HandlerStatus.DIRTY;
      }
      ByteBuffer into = roomy ? dst : emptied();
      SSLEngineResult result = link.engine.unwrap(src, into);
      if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
        link.serve(result.getHandshakeStatus());
      }
      switch (result.getStatus()) {
        case OK -> {
          if (!roomy) {
            plain.flip();
            if (!drain()) {
              return HandlerStatus.DIRTY;
            }
          }
        }
        case BUFFER_UNDERFLOW -> {
          if (!roomy) {
            plain.flip();
          }
          return HandlerStatus.CLEAN;
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record larger than TLS allows");
        case CLOSED -> throw new EOFException("the other node said goodbye");
      }
    }
    return HandlerStatus.CLEAN;
  }

  private ByteBuffer emptied() {
    if (plain.capacity() == 0) {
      plain = ByteBuffer.allocate(recordBytes);
    }
    return plain.clear();
  }

  /** True where nothing is left over. */
  private boolean drain() {
    int count = Math.min(plain.remaining(), dst.remaining());
    if (count > 0) {
      dst.put(dst.position(), plain, plain.position(), count).position(dst.position() + count);
      plain.position(plain.position() + count);
    }
    return !plain.hasRemaining();
  }
}
