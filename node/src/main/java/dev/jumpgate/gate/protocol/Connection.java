package dev.jumpgate.gate.protocol;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames of one type out and of another in, over one socket.
 *
 * <p>One thread reads; any thread may write.
 *
 * @param <O> what goes out
 * @param <I> what comes in
 */
public final class Connection<O, I> implements AutoCloseable {

  /** Which protocol this code speaks. */
  public static final int PROTOCOL = 1;

  private static final int FRAME_BYTES_MAX = 64 << 20;

  private final SocketChannel socket;
  private final Class<I> in;
  private final Codec codec;
  // Held for a whole frame: frames never mix on the wire.
  private final ReentrantLock writing = new ReentrantLock();

  private Connection(SocketChannel socket, Class<I> in) {
    this.socket = socket;
    this.in = in;
    this.codec = Codec.of(Schema.of(in), Refs.NONE);
  }

  /** The shell's end. */
  public static Connection<ToGate, FromGate> toGate(SocketChannel socket) {
    return new Connection<>(socket, FromGate.class);
  }

  /** The gate's end. */
  public static Connection<FromGate, ToGate> fromGate(SocketChannel socket) {
    return new Connection<>(socket, ToGate.class);
  }

  /** Writes one frame whole. */
  public void write(O message) throws IOException {
    byte[] body = Codec.encode(message);
    var frame = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
    writing.lock();
    try {
      while (frame.hasRemaining()) {
        socket.write(frame);
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * Reads one frame.
   *
   * @throws EOFException when the other side has closed
   * @throws IOException when what came is no frame of this protocol
   */
  public I read() throws IOException {
    int length = fill(ByteBuffer.allocate(4)).getInt();
    if (length < 0 || length > FRAME_BYTES_MAX) {
      throw new IOException("a frame of " + length + " bytes is not this protocol");
    }
    try {
      return codec.decode(fill(ByteBuffer.allocate(length)).array(), in);
    } catch (CodecException e) {
      throw new IOException("a frame that is not this protocol: " + e.getMessage(), e);
    }
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        throw new EOFException("the other side closed the connection");
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
