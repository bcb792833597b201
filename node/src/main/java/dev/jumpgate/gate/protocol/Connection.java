package dev.jumpgate.gate.protocol;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.FrameReader;
import dev.jumpgate.codec.FrameWriter;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames of one type out and of another in, over one socket; each direction is a session.
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
  private static final int FIRST_BYTES = 64 << 10;

  private final ByteChannel socket;
  private final Class<I> in;
  private final Codec codec;
  // Held for a whole frame: frames never mix on the wire, and leave in the order they are made.
  private final ReentrantLock writing = new ReentrantLock();
  // Under that lock.
  private final FrameWriter frames = new FrameWriter();
  // Confined to the thread that reads.
  private final FrameReader received = new FrameReader();

  private Connection(ByteChannel socket, Class<I> in) {
    this.socket = socket;
    this.in = in;
    this.codec = Codec.of(Schema.of(in), Refs.NONE);
  }

  /** The shell's end. */
  public static Connection<ToGate, FromGate> toGate(ByteChannel socket) {
    return new Connection<>(socket, FromGate.class);
  }

  /** The gate's end. */
  public static Connection<FromGate, ToGate> fromGate(ByteChannel socket) {
    return new Connection<>(socket, ToGate.class);
  }

  /**
   * Writes one frame whole.
   *
   * @throws CodecException when the message cannot travel, and nothing was written
   * @throws IOException when it is too large, and nothing was written; or when the socket fails,
   *     and the connection is of no more use
   */
  public void write(O message) throws IOException {
    writing.lock();
    try {
      byte[] body = frames.encode(message);
      if (body.length > FRAME_BYTES_MAX) {
        frames.takeBack();
        throw new IOException(
            "a message of " + body.length + " bytes; at most " + FRAME_BYTES_MAX + " can be sent");
      }
      var frame = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
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
      return received.decode(body(length), codec, in);
    } catch (CodecException e) {
      throw new IOException("a frame that is not this protocol: " + e.getMessage(), e);
    }
  }

  // Grows with what has come: who announces much and sends little costs little.
  private byte[] body(int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
    fill(ByteBuffer.wrap(bytes));
    while (bytes.length < length) {
      int have = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * have));
      fill(ByteBuffer.wrap(bytes, have, bytes.length - have));
    }
    return bytes;
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
