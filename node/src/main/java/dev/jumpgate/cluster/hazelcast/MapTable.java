package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Table;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.JumpgateException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table as a distributed map of encoded owners. */
final class MapTable implements Table {

  private static final Codec OWNERS = Codec.of(Schema.of(Owner.class), Refs.NONE);
  // A map's bulk reads block.
  private static final Executor READERS =
      task -> Thread.ofVirtual().name("jumpgate-registry").start(task);

  private final IMap<String, byte[]> map;

  MapTable(IMap<String, byte[]> map) {
    this.map = map;
  }

  static Owner decode(byte[] bytes) {
    return OWNERS.decode(bytes, Owner.class);
  }

  @Override
  public CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes) {
    Map<String, Swap.Step> steps = new HashMap<>();
    changes.forEach((key, change) ->
        steps.put(key, new Swap.Step(encode(change.expected()), encode(change.next()))));
    var swap = new Swap(steps);
    if (steps.size() == 1) {
      String key = steps.keySet().iterator().next();
      return answer(() -> map.submitToKey(key, swap).thenApply(bytes -> entry(key, bytes)));
    }
    return answer(() -> map.submitToKeys(steps.keySet(), swap));
  }

  @Override
  public CompletionStage<Map<String, Owner>> read(Collection<String> keys) {
    if (keys.size() == 1) {
      String key = keys.iterator().next();
      return answer(() -> map.getAsync(key).thenApply(bytes -> entry(key, bytes)));
    }
    Set<String> wanted = Set.copyOf(keys);
    return answer(() -> CompletableFuture.supplyAsync(() -> map.getAll(wanted), READERS));
  }

  private static Map<String, byte[]> entry(String key, byte @Nullable [] bytes) {
    return bytes == null ? Map.of() : Map.of(key, bytes);
  }

  @Override
  public CompletionStage<Map<String, Owner>> all() {
    return answer(() -> CompletableFuture.supplyAsync(this::entries, READERS));
  }

  private Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new HashMap<>();
    map.entrySet().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  // On the completing thread: the common pool of a small machine would take a new thread for each.
  private static CompletionStage<Map<String, Owner>> answer(
      Supplier<CompletionStage<Map<String, byte[]>>> question) {
    CompletionStage<Map<String, byte[]>> asked;
    try {
      asked = question.get();
    } catch (HazelcastException | IllegalStateException e) {
      return CompletableFuture.failedFuture(translated(e));
    }
    return asked.handleAsync(
        (entries, failure) -> {
          if (failure != null) {
            throw translated(failure);
          }
          return decode(entries);
        },
        Runnable::run);
  }

  private static Map<String, Owner> decode(Map<String, byte[]> entries) {
    Map<String, Owner> owners = new HashMap<>();
    entries.forEach((key, bytes) -> owners.put(key, decode(bytes)));
    return owners;
  }

  private static RuntimeException translated(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case HazelcastInstanceNotActiveException over ->
          new JumpgateException("this node is shutting down", over);
      case HazelcastException unclear ->
          new Unclear("the table did not answer: " + unclear.getMessage(), unclear);
      default -> new JumpgateException("the table failed: " + cause, cause);
    };
  }

  private static byte @Nullable [] encode(@Nullable Owner owner) {
    return owner == null ? null : Codec.encode(owner);
  }

  @Override
  public void listen(Listener listener) {
    map.addEntryListener(new News(listener), true);
  }

  private record News(Listener listener)
      implements EntryAddedListener<String, byte[]>,
          EntryUpdatedListener<String, byte[]>,
          EntryMergedListener<String, byte[]>,
          EntryRemovedListener<String, byte[]> {

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      put(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      put(event);
    }

    @Override
    public void entryMerged(EntryEvent<String, byte[]> event) {
      put(event);
    }

    private void put(EntryEvent<String, byte[]> event) {
      listener.put(event.getKey(), decode(event.getValue()));
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
      listener.removed(event.getKey(), decode(event.getOldValue()));
    }
  }
}
