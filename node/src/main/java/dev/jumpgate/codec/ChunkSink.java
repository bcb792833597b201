package dev.jumpgate.codec;

import java.io.IOException;

/** Where the chunks of a {@link StreamWriter} go. */
@FunctionalInterface
public interface ChunkSink {

  /**
   * Takes the next chunk, which is the taker's own from then on. Blocks while there is no room for
   * it: that is what holds back the writer.
   *
   * @throws IOException when nothing more can be taken; the stream ends
   */
  void accept(byte[] chunk) throws IOException;
}
