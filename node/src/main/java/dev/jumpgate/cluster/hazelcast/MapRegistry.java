package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.JumpgateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The registry as a distributed map, with a copy of it on every node that events keep current. */
final class MapRegistry implements Registry {

  private static final Logger LOG = LogManager.getLogger(MapRegistry.class);
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Codec OWNERS = Codec.of(Schema.of(Owner.class), Refs.NONE);

  private final IMap<String, byte[]> map;
  private final Map<String, Owner> copy = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  MapRegistry(IMap<String, byte[]> map) {
    this.map = map;
  }

  void begin(Membership membership) {
    map.addEntryListener(new Copier(), true);
    map.forEach((key, bytes) -> copy(key, decode(bytes)));
    membership.listen(
        new Membership.Listener() {
          @Override
          public void left(Member member) {
            if (membership.members().getFirst().equals(membership.self())) {
              Thread.ofVirtual().name("jumpgate-registry").start(() -> sweep(member));
            }
          }
        });
  }

  // Without a standby a process ends with its node: its name is free again.
  private void sweep(Member gone) {
    try {
      map.forEach((key, bytes) -> {
        Owner owner = decode(bytes);
        if (owner.node().equals(gone.name()) && owner.standby() == null) {
          map.remove(key, bytes);
        }
      });
    } catch (HazelcastInstanceNotActiveException e) {
      LOG.debug("the names of {} are for others to free: this node is shutting down", gone.name());
    } catch (HazelcastException e) {
      LOG.warn("the names of {} could not be freed", gone.name(), e);
    }
  }

  @Override
  public Optional<Owner> known(String key) {
    return Optional.ofNullable(copy.get(key));
  }

  @Override
  public Optional<Owner> find(String key) {
    byte[] bytes = ask(() -> map.get(key));
    return Optional.ofNullable(bytes).map(MapRegistry::decode);
  }

  @Override
  public Claim claim(String key, Owner owner) {
    return settle(key, null, owner);
  }

  @Override
  public Claim replace(String key, Owner expected, Owner next) {
    return settle(key, expected, next);
  }

  /**
   * Writes until the outcome is known. A write whose answer was lost may have happened: our token
   * in the entry says so, and the expected entry still standing there says that it can be tried
   * again.
   */
  private Claim settle(String key, @Nullable Owner expected, Owner next) {
    byte[] bytes = Codec.encode(next);
    long deadline = System.nanoTime() + SETTLE.toNanos();
    RuntimeException last;
    do {
      try {
        boolean written =
            expected == null
                ? map.putIfAbsent(key, bytes) == null
                : map.replace(key, Codec.encode(expected), bytes);
        byte[] standing = written ? bytes : map.get(key);
        Owner stands = standing == null ? null : decode(standing);
        if (stands != null && stands.token() == next.token()) {
          copy(key, next);
          return new Claim.Won(next);
        }
        if (!tryAgain(expected, stands)) {
          return new Claim.Lost(stands);
        }
        last = new JumpgateException("the entry of " + key + " keeps changing");
      } catch (HazelcastInstanceNotActiveException e) {
        throw new JumpgateException("this node is shutting down", e);
      } catch (HazelcastException e) {
        LOG.warn("a write to the registry is unclear, reading it back: {}", key, e);
        last = e;
      }
    } while (System.nanoTime() < deadline);
    throw new JumpgateException("the registry gave no clear answer about " + key, last);
  }

  private static boolean tryAgain(@Nullable Owner expected, @Nullable Owner stands) {
    return expected == null ? stands == null : stands != null && stands.token() == expected.token();
  }

  @Override
  public void release(String key, Owner owner) {
    ask(() -> map.remove(key, Codec.encode(owner)));
    copy.remove(key, owner);
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  private static <T extends @Nullable Object> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (HazelcastInstanceNotActiveException e) {
      throw new JumpgateException("this node is shutting down", e);
    } catch (HazelcastException e) {
      throw new JumpgateException("the registry did not answer: " + e.getMessage(), e);
    }
  }

  private void copy(String key, Owner owner) {
    Owner now =
        copy.merge(
            key,
            owner,
            (old, late) -> old.pid().equals(late.pid()) && old.epoch() > late.epoch() ? old : late);
    if (now == owner) {
      listeners.forEach(listener -> listener.owned(key, owner));
    }
  }

  private static Owner decode(byte[] bytes) {
    return OWNERS.decode(bytes, Owner.class);
  }

  private final class Copier
      implements EntryAddedListener<String, byte[]>,
          EntryUpdatedListener<String, byte[]>,
          EntryRemovedListener<String, byte[]> {

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      copy(event.getKey(), decode(event.getValue()));
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      copy(event.getKey(), decode(event.getValue()));
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
      Owner removed = decode(event.getOldValue());
      copy.computeIfPresent(
          event.getKey(), (key, owner) -> owner.token() == removed.token() ? null : owner);
    }
  }
}
