package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.internal.util.executor.HazelcastManagedThread;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.partition.PartitionService;
import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Failures;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table as a distributed map of encoded owners. */
final class MapTable implements Table {

  private static final Codec OWNERS = Codec.of(Schema.of(Owner.class), Refs.NONE);
  // A map's bulk reads block.
  private static final Executor ASKERS =
      task -> Thread.ofVirtual().name("jumpgate-registry").start(task);

  private final IMap<String, byte[]> map;
  private final PartitionService partitions;

  MapTable(IMap<String, byte[]> map, PartitionService partitions) {
    this.map = map;
    this.partitions = partitions;
  }

  static Owner decode(byte[] bytes) {
    return OWNERS.decode(bytes, Owner.class);
  }

  @Override
  public int part(String key) {
    return partitions.getPartition(key).getPartitionId();
  }

  @Override
  public CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes) {
    Map<String, Swap.Step> steps = new HashMap<>();
    changes.forEach((key, change) ->
        steps.put(key, new Swap.Step(encode(change.expected()), encode(change.next()))));
    var swap = new Swap(steps);
    if (steps.size() == 1) {
      String key = steps.keySet().iterator().next();
      return answer(() -> map.submitToKey(key, swap), bytes -> entry(key, bytes));
    }
    return answer(() -> map.submitToKeys(steps.keySet(), swap), entries -> entries);
  }

  @Override
  public CompletionStage<Map<String, Owner>> read(Collection<String> keys) {
    if (keys.size() == 1) {
      String key = keys.iterator().next();
      return answer(() -> map.getAsync(key), bytes -> entry(key, bytes));
    }
    Set<String> wanted = Set.copyOf(keys);
    return answer(
        () -> CompletableFuture.supplyAsync(() -> map.getAll(wanted), ASKERS), entries -> entries);
  }

  private static Map<String, byte[]> entry(String key, byte @Nullable [] bytes) {
    return bytes == null ? Map.of() : Map.of(key, bytes);
  }

  @Override
  public CompletionStage<Map<String, Owner>> all() {
    return answer(() -> CompletableFuture.supplyAsync(this::entries, ASKERS), entries -> entries);
  }

  private Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new HashMap<>();
    map.entrySet().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  // Hazelcast takes no questions from its own threads, on which its answers come.
  private static <T> CompletionStage<Map<String, Owner>> answer(
      Supplier<CompletionStage<T>> question, Function<T, Map<String, byte[]>> entries) {
    var answer = new CompletableFuture<Map<String, Owner>>();
    if (Thread.currentThread() instanceof HazelcastManagedThread) {
      ASKERS.execute(() -> ask(question, entries, answer));
    } else {
      ask(question, entries, answer);
    }
    return answer;
  }

  // On the completing thread, and with a stage of the JDK's: Hazelcast hands what is hung onto its
  // own ones to the common pool, which on a small machine takes a new thread for each.
  private static <T> void ask(
      Supplier<CompletionStage<T>> question,
      Function<T, Map<String, byte[]>> entries,
      CompletableFuture<Map<String, Owner>> answer) {
    try {
      question
          .get()
          .whenCompleteAsync(
              (given, failure) -> {
                if (failure != null) {
                  answer.completeExceptionally(translated(failure));
                } else {
                  complete(answer, () -> decode(entries.apply(given)));
                }
              },
              Runnable::run);
    } catch (HazelcastException | IllegalStateException e) {
      answer.completeExceptionally(translated(e));
    }
  }

  // What cannot be read must not leave anybody waiting.
  private static <T> void complete(CompletableFuture<T> answer, Supplier<T> value) {
    T known;
    try {
      known = value.get();
    } catch (RuntimeException e) {
      answer.completeExceptionally(translated(e));
      return;
    }
    answer.complete(known);
  }

  private static Map<String, Owner> decode(Map<String, byte[]> entries) {
    Map<String, Owner> owners = new HashMap<>();
    entries.forEach((key, bytes) -> owners.put(key, decode(bytes)));
    return owners;
  }

  private static RuntimeException translated(Throwable failure) {
    Throwable cause = Failures.cause(failure);
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
