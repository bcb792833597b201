package dev.jumpgate.simulation;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A node's access to the table of its side, as weak as it can be. */
final class SimulatedTable implements Table {

  private static final Duration LATE_MAX = Duration.ofSeconds(2);
  // Few, so that changes of several processes meet in one.
  private static final int PARTS = 3;

  private final SimulatedCluster cluster;
  private final SimulatedNode self;
  private final List<Listener> listeners = new ArrayList<>();
  // When the last news about a key arrive: those of a key keep their order.
  private final Map<String, Long> last = new HashMap<>();

  SimulatedTable(SimulatedCluster cluster, SimulatedNode self) {
    this.cluster = cluster;
    this.self = self;
  }

  @Override
  public int part(String key) {
    return Math.floorMod(key.hashCode(), PARTS);
  }

  @Override
  public CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes) {
    // In an order that is the same in each run.
    var steps = new TreeMap<>(changes);
    return ask(
        replica -> {
          steps.forEach((key, change) -> swap(replica, key, change));
          Map<String, Owner> standing = replica.all();
          standing.keySet().retainAll(steps.keySet());
          return standing;
        },
        SimulatedNode::hasBackups,
        primary ->
            steps.forEach((key, change) -> mishap(primary, replica -> swap(replica, key, change))));
  }

  private void swap(Replica replica, String key, Change change) {
    replica.swap(key, change, (k, before, now) -> cluster.tell(replica, k, before, now));
  }

  @Override
  public CompletionStage<Map<String, Owner>> read(Collection<String> keys) {
    return ask(
        replica -> {
          Map<String, Owner> entries = replica.all();
          entries.keySet().retainAll(keys);
          return entries;
        },
        primary -> true,
        primary -> {});
  }

  @Override
  public CompletionStage<Map<String, Owner>> all() {
    return ask(Replica::all, primary -> true, primary -> {});
  }

  private <T> CompletableFuture<T> ask(
      Function<Replica, T> question,
      Predicate<SimulatedNode> sure,
      Consumer<SimulatedNode> mishap) {
    var answer = new CompletableFuture<T>();
    SimulatedNode primary = self.eldest();
    cluster
        .time()
        .after(
            cluster.hop(),
            () -> {
              if (!primary.isAlive() || cluster.isCut(self, primary)) {
                fail(answer);
              } else if (cluster.isUnclear()) {
                mishap.accept(primary);
                fail(answer);
              } else {
                T result = question.apply(primary.replica());
                // Hazelcast is told to acknowledge no write that its backups have not confirmed.
                if (sure.test(primary)) {
                  cluster.time().after(cluster.hop(), () -> answered(answer, primary, result));
                } else {
                  fail(answer);
                }
              }
            });
    return answer;
  }

  private <T> void answered(CompletableFuture<T> answer, SimulatedNode primary, T result) {
    if (cluster.isCut(self, primary)) {
      fail(answer);
    } else {
      self.run(() -> answer.complete(result));
    }
  }

  // The three ways of not knowing: it has happened, it has not, or it will.
  private void mishap(SimulatedNode primary, Consumer<Replica> change) {
    int what = cluster.time().random().nextInt(3);
    if (what == 0) {
      change.accept(primary.replica());
    } else if (what == 1) {
      Duration late = cluster.time().between(Duration.ZERO, LATE_MAX);
      primary.after(late, () -> change.accept(primary.replica()));
    }
  }

  private void fail(CompletableFuture<?> answer) {
    self.after(
        cluster.time().between(Duration.ofMillis(5), Duration.ofMillis(200)),
        () -> answer.completeExceptionally(new Unclear("the answer was lost")));
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  void tell(String key, @Nullable Owner before, @Nullable Owner now) {
    long at =
        Math.max(cluster.time().now() + cluster.hop().toNanos(), last.getOrDefault(key, 0L) + 1);
    last.put(key, at);
    Replica of = self.replica();
    cluster
        .time()
        .at(
            at,
            () ->
                self.run(() -> {
                  if (self.replica() == of) {
                    listeners.forEach(listener -> {
                      if (now != null) {
                        listener.put(key, now);
                      } else if (before != null) {
                        listener.removed(key, before);
                      }
                    });
                  }
                }));
  }
}
