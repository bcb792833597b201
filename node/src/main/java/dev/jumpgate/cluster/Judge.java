package dev.jumpgate.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong with entries that were read from the table: what this node holds is to be
 * written again, what it does not hold is to be removed, and what it holds no longer by right is
 * given up. Where a change of its own is under way it waits instead.
 */
final class Judge {

  private static final Logger LOG = LogManager.getLogger(Judge.class);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Membership membership;
  private final Clock clock;
  private final HeldOwners held;
  private final Looks looks;
  private final Set<String> busy;
  private final Supplier<Registry.@Nullable Holder> holder;
  private final Consumer<String> lookAfter;

  /**
   * @param busy the keys of which changes of this node are under way; a view
   * @param lookAfter is given a key that cannot be judged yet
   */
  Judge(
      Membership membership,
      Clock clock,
      HeldOwners held,
      Looks looks,
      Set<String> busy,
      Supplier<Registry.@Nullable Holder> holder,
      Consumer<String> lookAfter) {
    this.membership = membership;
    this.clock = clock;
    this.held = held;
    this.looks = looks;
    this.busy = busy;
    this.holder = holder;
    this.lookAfter = lookAfter;
  }

  /** What has to be changed under those keys, of which the look was a first part. */
  Map<String, Change> all(Set<String> keys, Looks.Look look, Map<String, Owner> entries) {
    Map<String, Change> changes = new HashMap<>();
    for (String key : keys) {
      Change change = judge(key, look, entries.get(key));
      if (change != null) {
        changes.put(key, change);
      }
    }
    looks.end(look);
    return changes;
  }

  private @Nullable Change judge(String key, Looks.Look look, @Nullable Owner stands) {
    Registry.Holder who = holder.get();
    Owner before = look.held(key);
    Owner mine = held.get(key);
    if (who == null) {
      return null;
    }
    if (mine != null && !who.holds(mine)) {
      held.drop(key, mine);
      mine = null;
    }
    // The table has forgotten what was written last: nobody else writes within an epoch.
    if (stands != null && mine != null && stands.isPastOf(mine)) {
      return restore(key, stands, mine);
    }
    if (stands != null
        && stands.isOn(membership.self())
        && (mine == null || stands.supersedes(mine) || stands.agreesWith(mine))) {
      if (mine == null && (look.isOlderThanChange(key) || busy.contains(key))) {
        clock.after(
            AGAIN, () -> lookAfter.accept(key)); // this node may have given it away meanwhile
        return null;
      }
      return adopt(who, key, stands);
    }
    if (mine == null || (stands != null && mine.is(stands))) {
      return null;
    }
    if (stands == null || mine.outranks(stands)) {
      return new Change(stands, mine);
    }
    if (before == null || !before.is(mine) || busy.contains(key) || !who.mayGiveWay(mine, stands)) {
      clock.after(
          AGAIN, () -> lookAfter.accept(key)); // the entry may be the one that ours came after
      return null;
    }
    held.drop(key, mine);
    LOG.warn("{} belongs to {}: the claim of this node, {}, is void", key, stands, mine);
    who.lost(key, mine, stands);
    return null;
  }

  // Unless this node is just taking it out, as at the end of a move.
  private @Nullable Change restore(String key, Owner stands, Owner mine) {
    if (busy.contains(key)) {
      clock.after(AGAIN, () -> lookAfter.accept(key));
      return null;
    }
    return new Change(stands, mine);
  }

  private @Nullable Change adopt(Registry.Holder who, String key, Owner stands) {
    if (who.holds(stands)) {
      held.hold(key, stands);
      return null;
    }
    // One that this node has a copy of was here before, and the table is behind.
    return busy.contains(key) || hasSuccessor(stands) || who.follows(stands)
        ? null
        : Change.release(stands);
  }

  // The source of a move, which takes the process back or frees the name.
  private boolean hasSuccessor(Owner stands) {
    return !stands.sync() && membership.members().stream().anyMatch(stands::isFollowedBy);
  }
}
