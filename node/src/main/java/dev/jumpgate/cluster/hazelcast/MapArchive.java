package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import dev.jumpgate.code.Archive;
import dev.jumpgate.process.JumpgateException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The archive as a distributed map with a backup. */
final class MapArchive implements Archive {

  private final IMap<String, byte[]> map;

  MapArchive(IMap<String, byte[]> map) {
    this.map = map;
  }

  @Override
  public Optional<byte[]> find(String key) {
    return ask(() -> Optional.ofNullable(map.get(key)));
  }

  @Override
  public boolean add(String key, byte[] content) {
    return ask(() -> {
      while (true) {
        try {
          return map.putIfAbsent(key, content) == null;
        } catch (IndeterminateOperationStateException e) {
          byte[] standing = map.get(key);
          if (standing != null) {
            return Arrays.equals(standing, content);
          }
        }
      }
    });
  }

  @Override
  public Set<String> keys() {
    return ask(() -> Set.copyOf(map.keySet()));
  }

  @Override
  public void listen(Consumer<String> listener) {
    EntryAddedListener<String, byte[]> added =
        (EntryEvent<String, byte[]> event) -> listener.accept(event.getKey());
    map.addEntryListener(added, false);
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (HazelcastException e) {
      throw new JumpgateException("the cluster's bundles cannot be reached: " + e.getMessage(), e);
    }
  }
}
