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
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The target's side of moves: processes that are on their way here. */
final class Arrivals {

  private static final Logger LOG = LogManager.getLogger(Arrivals.class);
  private static final Codec IMAGES = Codec.of(Schema.of(ProcessImage.class), Refs.NONE);

  private final String self;
  private final Registry registry;
  private final Processes processes;
  private final Sender sender;
  private final Map<Key, Arrival> arrivals = new ConcurrentHashMap<>();

  Arrivals(String self, Registry registry, Processes processes, Sender sender) {
    this.self = self;
    this.registry = registry;
    this.processes = processes;
    this.sender = sender;
  }

  private record Key(String source, long move) {}

  /** Sends to a node; false where it is gone. */
  interface Sender {
    boolean send(String node, Transfer transfer);
  }

  void chunk(String source, Transfer.Chunk chunk) {
    var key = new Key(source, chunk.move());
    Arrival arrival = arrivals.computeIfAbsent(key, k -> new Arrival());
    arrival.add(chunk.part().toArray());
    if (chunk.last()) {
      // Building a large process must not hold up what else comes from the source.
      Thread.ofVirtual().name("jumpgate-arrival").start(() -> build(key, arrival));
    }
  }

  private void build(Key key, Arrival arrival) {
    try {
      arrival.build();
      sender.send(key.source, new Transfer.Prepared(key.move));
    } catch (CodecException | JumpgateException e) {
      arrivals.remove(key);
      sender.send(key.source, new Transfer.Refused(key.move, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("a process from {} could not be built", key.source, e);
      arrivals.remove(key);
      sender.send(key.source, new Transfer.Refused(key.move, self + " failed: " + e));
    }
  }

  void abort(String source, long move) {
    Arrival arrival = arrivals.remove(new Key(source, move));
    if (arrival != null) {
      arrival.discard();
    }
  }

  void activate(String source, long move) {
    Arrival arrival = arrivals.remove(new Key(source, move));
    if (arrival != null) {
      arrival.activate();
      sender.send(source, new Transfer.Activated(move));
    }
  }

  /** The source is gone: the registry says whether it had committed. */
  void lost(String source) {
    arrivals.forEach((key, arrival) -> {
      if (key.source.equals(source) && arrivals.remove(key, arrival)) {
        Thread.ofVirtual().name("jumpgate-arrival").start(() -> settle(arrival));
      }
    });
  }

  private void settle(Arrival arrival) {
    ProcessImage image = arrival.image();
    if (image != null && ownedHere(image)) {
      arrival.activate();
    } else {
      arrival.discard();
    }
  }

  private boolean ownedHere(ProcessImage image) {
    String key = image.name() == null ? image.pid().toString() : image.name();
    while (true) {
      try {
        Optional<Owner> owner = registry.find(key);
        return owner
            .filter(o -> o.pid().equals(image.pid()) && o.epoch() == image.epoch() + 1)
            .filter(o -> o.node().equals(self))
            .isPresent();
      } catch (JumpgateException e) {
        // Neither answer may be guessed: the one would lose the process, the other make two.
        LOG.warn("who owns {} is unclear after its source was lost, asking again", key, e);
        if (!pause()) {
          return false;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(100);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // A reference by pid must find the process too, when the node it was born on is gone. Whoever
  // publishes at the same time publishes another epoch: the later one remains, however often it
  // takes.
  private void publishPid(ProcessImage image) {
    String name = image.name();
    if (name == null) {
      return;
    }
    String key = image.pid().toString();
    try {
      Registry.Claim outcome = new Registry.Claim.Lost(registry.find(key).orElse(null));
      while (outcome instanceof Registry.Claim.Lost(var stands)) {
        Owner owner = registry.find(name).filter(o -> o.pid().equals(image.pid())).orElse(null);
        if (owner == null || (stands != null && !owner.supersedes(stands))) {
          return;
        }
        outcome =
            Objects.requireNonNull(
                registry.changeAll(Map.of(key, new Change(stands, owner))).get(key));
      }
    } catch (JumpgateException e) {
      LOG.warn("the pid {} could not be published", image.pid(), e);
    }
  }

  /** One process on its way. */
  private final class Arrival {

    // Guarded by this. Invariant: over once activated or discarded, whichever came first.
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable ProcessImage image;
    private @Nullable Cell<?, ?> cell;
    private boolean over;

    synchronized void add(byte[] part) {
      bytes.writeBytes(part);
    }

    synchronized void build() {
      if (!over) {
        image = IMAGES.decode(bytes.toByteArray(), ProcessImage.class);
        bytes.reset();
        cell = processes.landing().prepare(image);
      }
    }

    synchronized @Nullable ProcessImage image() {
      return image;
    }

    synchronized void activate() {
      ProcessImage built = image;
      if (!over && cell != null && built != null) {
        processes.landing().activate(cell);
        Thread.ofVirtual().name("jumpgate-arrival").start(() -> publishPid(built));
      }
      over = true;
    }

    synchronized void discard() {
      if (!over && cell != null) {
        processes.landing().discard(cell);
      }
      over = true;
    }
  }
}
