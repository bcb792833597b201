package dev.jumpgate.cluster;

import dev.jumpgate.process.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The registry over a {@link Table}: all that makes an honest one out of a weak one. */
public final class OwnerTable implements Registry {

  private final Membership membership;
  private final Table table;
  private final Clock clock;
  private final KnownOwners known = new KnownOwners();
  private final Majority majority;
  private final Freed freed;
  private final Lanes lanes;
  private final Upkeep upkeep;

  public OwnerTable(Membership membership, Table table, Clock clock) {
    this.membership = membership;
    this.table = table;
    this.clock = clock;
    this.majority = new Majority(membership, clock, this::merged);
    this.freed = new Freed(majority);
    this.known.listen(freed);
    this.lanes = new Lanes(table, clock);
    this.upkeep = new Upkeep(membership, table, lanes, clock, known, majority);
  }

  /** Once, before it is used: from now on the copy of the table is current. */
  public void begin() {
    majority.begin();
    table.listen(upkeep);
    membership.listen(upkeep);
    upkeep.begin();
  }

  /** This table and that of another part of the cluster have become one. */
  public void merged() {
    upkeep.due();
  }

  @Override
  public Optional<Owner> known(String key) {
    return known.get(key);
  }

  @Override
  public CompletionStage<Optional<Owner>> lookUp(String key) {
    return Reading.of(table, clock, key);
  }

  @Override
  public long firstEpoch(String key) {
    return freed.firstEpoch(key);
  }

  @Override
  public CompletionStage<Map<String, Claim>> change(Map<String, Change> changes) {
    if (changes.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    Optional<String> refusal = refusal();
    if (refusal.isPresent() && changes.values().stream().anyMatch(c -> c.next() != null)) {
      return CompletableFuture.failedFuture(new RefusedException(refusal.get()));
    }
    var keys = List.copyOf(changes.keySet());
    upkeep.began(keys);
    return Settlement.of(lanes, clock, changes)
        .whenComplete((outcomes, failure) -> {
          if (outcomes != null) {
            outcomes.forEach((key, outcome) -> settled(key, changes, outcome));
          }
          upkeep.ended(keys);
        });
  }

  private void settled(String key, Map<String, Change> changes, Claim outcome) {
    Change change = changes.get(key);
    if (change == null || outcome instanceof Claim.Lost) {
      return;
    }
    Owner next = change.next();
    if (next != null) {
      known.written(key, next);
    }
    upkeep.won(key, change);
    if (next == null && change.expected() != null) {
      known.remove(key, change.expected());
    }
  }

  @Override
  public Optional<String> refusal() {
    return majority.refusal();
  }

  @Override
  public int quorum() {
    return majority.quorum();
  }

  @Override
  public void adopt(String key, Owner owner) {
    upkeep.adopt(key, owner);
  }

  @Override
  public void keep(Holder holder) {
    upkeep.keep(holder);
  }

  @Override
  public void listen(Listener listener) {
    known.listen(listener);
  }
}
