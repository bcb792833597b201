package dev.jumpgate.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a stream: values of any size as chunks, of which one at a time is held; and
 * what is between two values, which costs as much as changed. One {@link StreamReader} reads them
 * in the same order.
 *
 * <p>After any exception the stream is of no more use: what went out of it cannot be taken back.
 *
 * <p>For one thread at a time, which waits whenever the sink does.
 */
public final class StreamWriter {

  /** The size of chunks unless told otherwise. */
  public static final int CHUNK_BYTES = 128 << 10;

  /** The smallest chunks that have room for what is written at once. */
  public static final int CHUNK_BYTES_MIN = 1 << 10;

  private final Writing writing;
  private boolean failed;

  /** A stream in chunks of {@link #CHUNK_BYTES}. */
  public StreamWriter(ChunkSink sink) {
    this(sink, CHUNK_BYTES);
  }

  /** A stream in chunks of at most {@code chunkBytes}. */
  public StreamWriter(ChunkSink sink, int chunkBytes) {
    if (chunkBytes < CHUNK_BYTES_MIN) {
      throw new IllegalArgumentException(
          "chunks of " + chunkBytes + " bytes; at least " + CHUNK_BYTES_MIN + " are needed");
    }
    writing = new Writing(new Output(sink, chunkBytes));
    writing.out().octet(Writing.VERSION);
  }

  /**
   * Writes a value whole, down to its last byte.
   *
   * @throws CodecException when a part of it cannot travel
   * @throws IOException from the sink
   */
  public void write(@Nullable Object value) throws IOException {
    run(value, () -> writing.value(value));
  }

  /**
   * Writes what is between {@code old}, which the reader has, and {@code now}. Time and bytes
   * follow the change where the two have a common past: what they share is skipped by identity.
   *
   * @throws CodecException when a part of it cannot travel
   * @throws IOException from the sink
   */
  public void writeDifference(@Nullable Object old, @Nullable Object now) throws IOException {
    run(now, () -> new DifferenceWriter(writing).write(old, now));
  }

  private void run(@Nullable Object value, Messages.Writer writer) throws IOException {
    if (failed) {
      throw new IllegalStateException("the stream failed before");
    }
    failed = true;
    try {
      Messages.write(
          value,
          writing,
          () -> {
            writer.write();
            writing.out().flush();
          });
      failed = false;
    } catch (Severed e) {
      throw e.cause(IOException.class);
    }
  }
}
