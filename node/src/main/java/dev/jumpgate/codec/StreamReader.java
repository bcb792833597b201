package dev.jumpgate.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a stream of values and differences, from chunks cut anywhere. It holds the
 * value that it makes and a chunk.
 *
 * <p>Where the schema has several roots, the first one that goes with the beginning of a value is
 * taken. After any exception the stream is of no more use.
 *
 * <p>For one thread at a time, which waits whenever the source does.
 */
public final class StreamReader {

  private final Codec codec;
  private final Reading reading;
  private boolean started;
  private boolean failed;

  public StreamReader(ChunkSource source, Codec codec) {
    this.codec = codec;
    reading = new Reading(new Input(source));
  }

  /**
   * The next value, null where null was written.
   *
   * @throws CodecException when the bytes are no such value
   * @throws IOException from the source
   */
  public @Nullable Object read() throws IOException {
    return run(() -> codec.roots().read(reading, Roots.Retry.NONE));
  }

  /**
   * The next value, which is a {@code type} and not null.
   *
   * @throws CodecException when the bytes are no such value
   * @throws IOException from the source
   */
  public <T> T read(Class<T> type) throws IOException {
    return Messages.cast(read(), type);
  }

  /**
   * The value that a difference makes of {@code old}, which equals the one that the writer had.
   * They share what did not change.
   *
   * @throws CodecException when the bytes are no difference, or one of another value
   * @throws IOException from the source
   */
  public @Nullable Object apply(@Nullable Object old) throws IOException {
    return run(() -> codec.roots().apply(old, reading));
  }

  private <T extends @Nullable Object> T run(Messages.Reader<T> reader) throws IOException {
    if (failed) {
      throw new IllegalStateException("the stream failed before");
    }
    failed = true;
    try {
      T value = Messages.read(reading, codec.refs(), () -> started(reader));
      failed = false;
      return value;
    } catch (Severed e) {
      throw e.cause(IOException.class);
    }
  }

  private <T extends @Nullable Object> T started(Messages.Reader<T> reader) {
    if (!started) {
      reading.checkVersion();
      started = true;
    }
    return reader.read();
  }
}
