package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.JumpgateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The registry's entries of named processes under their pids: references by pid must find them too,
 * when the node they were born on is gone.
 */
final class PidEntries {

  private static final Logger LOG = LogManager.getLogger(PidEntries.class);

  private final Registry registry;

  PidEntries(Registry registry) {
    this.registry = registry;
  }

  /** Publishes them on a thread of its own. */
  void publish(List<Owner> owners) {
    Thread.ofVirtual().name("jumpgate-arrival").start(() -> publishNow(owners));
  }

  // Whoever publishes at the same time publishes another epoch: the later one remains, however
  // often it takes.
  private void publishNow(List<Owner> owners) {
    Map<String, Owner> open = new HashMap<>();
    Map<String, Change> changes = new HashMap<>();
    for (Owner owner : owners) {
      String key = owner.pid().toString();
      open.put(key, owner);
      changes.put(key, new Change(registry.known(key).orElse(null), owner));
    }
    try {
      while (!changes.isEmpty()) {
        Map<String, Registry.Claim> outcomes = registry.changeAll(changes);
        changes.clear();
        outcomes.forEach((key, outcome) -> {
          Owner owner = open.get(key);
          if (owner != null
              && outcome instanceof Registry.Claim.Lost(var stands)
              && (stands == null || owner.supersedes(stands))) {
            changes.put(key, new Change(stands, owner));
          }
        });
      }
    } catch (JumpgateException e) {
      LOG.warn("the pids of {} processes could not be published", owners.size(), e);
    }
  }
}
