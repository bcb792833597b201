package dev.jumpgate.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who must be there for a side of the cluster to give anything a new owner.
 *
 * <p>Those who have joined and have not said farewell count, also once they are out of reach. Of
 * three or more, more than half must be in reach. Of two neither side can have that: both go on,
 * and what they both gave away is found when they meet again. Who has been out of reach for a while
 * is not counted any more by a side that has the majority, so that a cluster can lose one node
 * after the other.
 */
final class Majority implements Membership.Listener {

  /**
   * Longer than the members of one side need to find out about all of the other: a smaller part
   * must not take the first of its losses for the only one.
   */
  static final Duration FORGET_AFTER = Duration.ofSeconds(15);

  private final Membership membership;
  private final Clock clock;
  private final Runnable onForgotten;

  // Guarded by this.
  private final Map<String, Member> counted = new HashMap<>();
  // Lost by the larger part without a farewell: the names of those that may come back.
  private final Set<String> lost = new HashSet<>();

  /**
   * @param onForgotten runs when somebody counts no longer: what was refused may be allowed now
   */
  Majority(Membership membership, Clock clock, Runnable onForgotten) {
    this.membership = membership;
    this.clock = clock;
    this.onForgotten = onForgotten;
  }

  void begin() {
    membership.listen(this);
    membership.members().forEach(this::joined);
  }

  @Override
  public synchronized void joined(Member member) {
    counted.put(member.name(), member);
    lost.remove(member.name());
  }

  @Override
  public synchronized void leaving(Member member) {
    counted.computeIfPresent(member.name(), (name, other) -> member.is(other) ? null : other);
  }

  @Override
  public void left(Member member) {
    lose(member);
    clock.after(FORGET_AFTER, () -> forget(member));
  }

  private synchronized void lose(Member member) {
    Member known = counted.get(member.name());
    if (counted.size() > 2 && known != null && known.is(member)) {
      lost.add(member.name());
    }
  }

  /**
   * True where this may be one part of a cluster of which the larger part decides: somebody is gone
   * without a farewell and has not come back.
   */
  synchronized boolean hasLost() {
    return !lost.isEmpty();
  }

  private void forget(Member member) {
    switch (outcome(member)) {
      case FORGOTTEN -> onForgotten.run();
      case REFUSED -> clock.after(FORGET_AFTER, () -> forget(member));
      case BACK -> {}
    }
  }

  private enum Outcome {
    BACK,
    FORGOTTEN,
    /** This side may be the smaller one. */
    REFUSED
  }

  private synchronized Outcome outcome(Member member) {
    Member known = counted.get(member.name());
    if (known == null || !known.is(member) || membership.members().stream().anyMatch(member::is)) {
      return Outcome.BACK;
    }
    if (refusal().isPresent()) {
      return Outcome.REFUSED;
    }
    counted.remove(member.name());
    return Outcome.FORGOTTEN;
  }

  /** Who counts, in reach or not. */
  synchronized List<Member> counted() {
    return List.copyOf(counted.values());
  }

  /** How many are more than half of three or more; 0 of less. */
  synchronized int quorum() {
    return counted.size() > 2 ? counted.size() / 2 + 1 : 0;
  }

  private long here() {
    return membership.members().stream()
        .filter(member -> {
          Member known = counted.get(member.name());
          return known != null && known.is(member);
        })
        .count();
  }

  /** Why this side must not give anything a new owner; empty where it may. */
  synchronized Optional<String> refusal() {
    int all = counted.size();
    long here = here();
    return all <= 2 || 2 * here > all
        ? Optional.empty()
        : Optional.of(
            "%s reaches %d of %d nodes and must not give out names until it reaches more than half"
                .formatted(membership.self().name(), here, all));
  }
}
