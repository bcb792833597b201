package dev.jumpgate.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries whose process is gone: it ends with its node, unless somebody else can go on
 * with it, and then its name is free again.
 *
 * <p>The eldest frees what nobody is named for, and a standby what it has no copy of. A standby
 * that is out of reach may be back, and is waited for as long as it counts.
 */
final class Orphans {

  private final Membership membership;
  private final Majority majority;

  Orphans(Membership membership, Majority majority) {
    this.membership = membership;
    this.majority = majority;
  }

  /** The changes that free those among {@code entries} which are for this node to free. */
  Map<String, Change> in(Map<String, Owner> entries, Registry.@Nullable Holder who) {
    if (majority.refusal().isPresent()) {
      return Map.of();
    }
    List<Member> living = membership.members();
    Collection<Member> counted = majority.counted();
    Member self = membership.self();
    boolean eldest = living.getFirst().is(self);
    Map<String, Change> changes = new HashMap<>();
    entries.forEach((key, owner) -> {
      boolean mayFree =
          owner.isOrphanOf(living)
              ? eldest && (owner.standby() == null || owner.isOrphanOf(counted))
              : who != null && owner.isFollowedBy(self) && !who.follows(owner);
      if (mayFree && living.stream().noneMatch(owner::isOn)) {
        changes.put(key, Change.release(owner));
      }
    });
    return changes;
  }
}
