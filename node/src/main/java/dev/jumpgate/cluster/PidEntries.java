package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The registry's entries of named processes under their pids: a reference by pid must find them
 * too, when the node they were born on is gone. They are written in the background, tried until
 * they stand or the process is not here any more.
 *
 * <p>Whoever publishes at the same time publishes another epoch: the later one remains, however
 * often it takes.
 */
public final class PidEntries {

  private static final Logger LOG = LogManager.getLogger(PidEntries.class);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Registry registry;
  private final Clock clock;
  private final Predicate<Pid> lives;

  /**
   * Nothing yet.
   *
   * @param lives true while the process is on this node
   */
  public PidEntries(Registry registry, Clock clock, Predicate<Pid> lives) {
    this.registry = registry;
    this.clock = clock;
    this.lives = lives;
  }

  /** Publishes where processes that came here are, unless the registry knows better. */
  public void publish(Collection<Owner> owners) {
    Map<String, Change> changes = new HashMap<>();
    owners.forEach(owner -> {
      String key = Registry.key(owner.pid(), null);
      propose(changes, key, registry.known(key).orElse(null), owner);
    });
    write(changes);
  }

  private static void propose(
      Map<String, Change> changes, String key, @Nullable Owner stands, Owner owner) {
    if (stands == null || owner.supersedes(stands)) {
      changes.put(key, new Change(stands, owner));
    }
  }

  private void write(Map<String, Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    registry
        .change(changes)
        .whenComplete((outcomes, failure) -> {
          if (failure != null) {
            LOG.debug("{} pids are not published yet", changes.size(), failure);
            clock.after(AGAIN, () -> publish(living(changes)));
          } else {
            write(beaten(changes, outcomes));
          }
        });
  }

  private List<Owner> living(Map<String, Change> changes) {
    return changes.values().stream()
        .map(Change::next)
        .filter(owner -> owner != null && lives.test(owner.pid()))
        .toList();
  }

  // What this node knew of them was late.
  private static Map<String, Change> beaten(
      Map<String, Change> changes, Map<String, Registry.Claim> outcomes) {
    Map<String, Change> again = new HashMap<>();
    outcomes.forEach((key, outcome) -> {
      Change change = changes.get(key);
      Owner owner = change == null ? null : change.next();
      if (owner != null && outcome instanceof Registry.Claim.Lost(var stands)) {
        propose(again, key, stands, owner);
      }
    });
    return again;
  }
}
