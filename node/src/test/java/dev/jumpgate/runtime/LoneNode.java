package dev.jumpgate.runtime;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.code.Archive;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The processes of a node that is alone in its cluster, for a look at them from within. */
final class LoneNode implements AutoCloseable {

  private final Processes processes;
  private final EventLog events;

  LoneNode() {
    this(Long.MAX_VALUE);
  }

  /** One whose processes' revisions may come to so many bytes in all. */
  LoneNode(long revisionBytesMax) {
    var alone = new Alone();
    var bundles = new Bundles(new Shelf(), InstantSource.system());
    events = new EventLog(alone, alone, InstantSource.system());
    var chronicle = new Chronicle(alone.self().name(), events, revisionBytesMax);
    processes = new Processes(alone, alone, new Table(), bundles, events, Map.of(), chronicle);
  }

  Processes processes() {
    return processes;
  }

  Cell<?, ?> cell(Ref<?> process) {
    Pid pid = Objects.requireNonNull(process.pid());
    return processes.find(pid).orElseThrow();
  }

  @Override
  public void close() {
    processes.close();
    events.close();
  }

  private record Alone() implements Membership, Transport {

    @Override
    public Member self() {
      return new Member("alone", 1, "127.0.0.1:1");
    }

    @Override
    public List<Member> members() {
      return List.of(self());
    }

    @Override
    public void listen(Membership.Listener listener) {}

    @Override
    public Receipt send(String node, Channel channel, byte[] frame) {
      return Receipt.GONE;
    }

    @Override
    public void receive(Channel channel, Receiver receiver) {}
  }

  private static final class Table implements Registry {

    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    @Override
    public Optional<Owner> known(String key) {
      return Optional.ofNullable(owners.get(key));
    }

    @Override
    public Optional<Owner> find(String key) {
      return known(key);
    }

    @Override
    public Claim claim(String key, Owner owner) {
      return claim(owner, owners.putIfAbsent(key, owner));
    }

    @Override
    public Claim replace(String key, Owner expected, Owner next) {
      boolean written = owners.replace(key, expected, next);
      return claim(next, written ? null : owners.get(key));
    }

    private static Claim claim(Owner owner, @Nullable Owner other) {
      return other == null ? new Claim.Won(owner) : new Claim.Lost(other);
    }

    @Override
    public void release(String key, Owner owner) {
      owners.remove(key, owner);
    }

    @Override
    public void listen(Registry.Listener listener) {}
  }

  private static final class Shelf implements Archive {

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> find(String key) {
      return Optional.ofNullable(contents.get(key));
    }

    @Override
    public boolean add(String key, byte[] content) {
      return contents.putIfAbsent(key, content) == null;
    }

    @Override
    public Set<String> keys() {
      return contents.keySet();
    }

    @Override
    public void listen(Consumer<String> listener) {}
  }
}
