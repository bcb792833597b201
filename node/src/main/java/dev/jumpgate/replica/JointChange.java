package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Compare-and-sets of several entries that go to the registry as one; what is asked for after that
 * goes by itself.
 */
final class JointChange {

  private final Registry registry;

  // Guarded by this.
  private final Map<String, Asked> asked = new HashMap<>();
  private boolean sent;

  JointChange(Registry registry) {
    this.registry = registry;
  }

  private record Asked(Change change, CompletableFuture<Registry.Claim> claim) {}

  /** What comes of the change of one entry. */
  CompletionStage<Registry.Claim> make(String key, Change change) {
    synchronized (this) {
      if (!sent) {
        var one = new Asked(change, new CompletableFuture<>());
        if (asked.put(key, one) != null) {
          throw new IllegalStateException("two changes of " + key);
        }
        return one.claim;
      }
    }
    return registry
        .change(Map.of(key, change))
        .thenApply(claims -> Objects.requireNonNull(claims.get(key), key));
  }

  /** All that were asked for so far go now. */
  void send() {
    Map<String, Change> changes = new HashMap<>();
    synchronized (this) {
      sent = true;
      asked.forEach((key, one) -> changes.put(key, one.change));
    }
    if (changes.isEmpty()) {
      return;
    }
    registry
        .change(changes)
        .whenComplete((claims, failure) ->
            asked.forEach((key, one) -> {
              if (claims == null) {
                one.claim.completeExceptionally(Objects.requireNonNull(failure));
              } else {
                one.claim.complete(Objects.requireNonNull(claims.get(key), key));
              }
            }));
  }
}
