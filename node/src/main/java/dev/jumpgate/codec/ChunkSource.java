package dev.jumpgate.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a {@link StreamReader} gets its chunks from. */
@FunctionalInterface
public interface ChunkSource {

  /**
   * The next chunk, null where there will be none. Blocks until one has come. Chunks may be cut
   * anywhere and have any size; the array must not change any more.
   *
   * @throws IOException when the chunks ended before their time
   */
  byte @Nullable [] next() throws IOException;
}
