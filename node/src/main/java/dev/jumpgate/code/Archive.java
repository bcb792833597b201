package dev.jumpgate.code;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where the cluster keeps bundles: contents by key, written once, on more than one node. */
public interface Archive {

  /** The content of a key. */
  Optional<byte[]> find(String key);

  /** Writes a content where the key has none; false where it has one. */
  boolean add(String key, byte[] content);

  /** The keys that have a content. */
  Set<String> keys();

  /** Calls {@code listener} with each key that is added from now on. It must not block. */
  void listen(Consumer<String> listener);
}
