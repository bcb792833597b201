package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.state.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The target's side of convoys: many small processes that are on their way here. */
final class Harbor {

  private static final Logger LOG = LogManager.getLogger(Harbor.class);
  private static final Codec IMAGES = Codec.of(Schema.of(ProcessImage.class), Refs.NONE);

  private final String self;
  private final Registry registry;
  private final Processes processes;
  private final Convoy.Sender sender;
  private final Map<Key, Docked> docked = new ConcurrentHashMap<>();

  Harbor(String self, Registry registry, Processes processes, Convoy.Sender sender) {
    this.self = self;
    this.registry = registry;
    this.processes = processes;
    this.sender = sender;
  }

  private record Key(String source, long convoy) {}

  void load(String source, Cargo.Load load) {
    var key = new Key(source, load.convoy());
    var arrived = new Docked(load.images());
    docked.put(key, arrived);
    // Building so many must not hold up what else comes from the source.
    Thread.ofVirtual()
        .name("jumpgate-harbor")
        .start(() -> sender.sendOwed(source, new Cargo.Loaded(load.convoy(), arrived.build())));
  }

  void unload(String source, long convoy) {
    Docked arrived = docked.remove(new Key(source, convoy));
    if (arrived != null) {
      arrived.land(Map.of());
    }
  }

  void land(String source, Cargo.Land land) {
    Docked arrived = docked.remove(new Key(source, land.convoy()));
    if (arrived != null) {
      arrived.land(land.owners());
      sender.sendOwed(source, new Cargo.Landed(land.convoy()));
    }
  }

  /** The source is gone: the registry says which of them it had committed. */
  void lost(String source) {
    docked.forEach((key, arrived) -> {
      if (key.source.equals(source) && docked.remove(key, arrived)) {
        Thread.ofVirtual().name("jumpgate-harbor").start(arrived::settle);
      }
    });
  }

  private @Nullable Owner ownerHere(ProcessImage image) {
    String key = image.name() == null ? image.pid().toString() : image.name();
    while (true) {
      try {
        return registry
            .find(key)
            .filter(o -> o.pid().equals(image.pid()) && o.epoch() == image.epoch() + 1)
            .filter(o -> o.node().equals(self))
            .orElse(null);
      } catch (JumpgateException e) {
        // Neither answer may be guessed: the one would lose the process, the other make two.
        LOG.warn("who owns {} is unclear after its source was lost, asking again", key, e);
        try {
          Thread.sleep(100);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return null;
        }
      }
    }
  }

  // References by pid must find them too, when the node they were born on is gone. Whoever
  // publishes at the same time publishes another epoch: the later one remains, however often it
  // takes.
  private void publish(List<Owner> owners) {
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

  /** Those of one convoy. */
  private final class Docked {

    /** One process on its way. */
    private record Arrival(ProcessImage image, Cell<?, ?> cell) {}

    // Guarded by this. Invariant: over once they landed or were discarded, whichever came first.
    private final List<Bytes> images;
    private final Map<Integer, Arrival> arrivals = new HashMap<>();
    private boolean over;

    Docked(List<Bytes> images) {
      this.images = images;
    }

    /** Makes them ready, and tells which cannot be. */
    synchronized Map<Integer, String> build() {
      Map<Integer, String> refused = new HashMap<>();
      for (int i = 0; i < images.size() && !over; i++) {
        try {
          ProcessImage image = IMAGES.decode(images.get(i).toArray(), ProcessImage.class);
          arrivals.put(i, new Arrival(image, processes.landing().prepare(image)));
        } catch (CodecException | JumpgateException e) {
          refused.put(i, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
          LOG.error("a process could not be built", e);
          refused.put(i, self + " failed: " + e);
        }
      }
      return refused;
    }

    /** Those with an owner go on here, the others are forgotten. */
    synchronized void land(Map<Integer, Owner> owners) {
      if (over) {
        return;
      }
      over = true;
      List<Owner> named = new ArrayList<>();
      arrivals.forEach((index, arrival) -> {
        Owner owner = owners.get(index);
        if (owner == null) {
          processes.landing().discard(arrival.cell);
          return;
        }
        processes.landing().activate(arrival.cell);
        if (arrival.image.name() != null) {
          named.add(owner);
        }
      });
      if (!named.isEmpty()) {
        Thread.ofVirtual().name("jumpgate-harbor").start(() -> publish(named));
      }
    }

    void settle() {
      Map<Integer, Owner> owners = new HashMap<>();
      for (var one : built().entrySet()) {
        Owner owner = ownerHere(one.getValue().image);
        if (owner != null) {
          owners.put(one.getKey(), owner);
        }
      }
      land(owners);
    }

    private synchronized Map<Integer, Arrival> built() {
      return Map.copyOf(arrivals);
    }
  }
}
