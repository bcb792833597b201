package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Change;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

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
    processes.watch(alone);
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
    public CompletionStage<Optional<Owner>> lookUp(String key) {
      return CompletableFuture.completedStage(known(key));
    }

    @Override
    public CompletionStage<Map<String, Claim>> change(Map<String, Change> changes) {
      Map<String, Claim> claims = new HashMap<>();
      changes.forEach((key, change) -> claims.put(key, change(key, change)));
      return CompletableFuture.completedStage(claims);
    }

    private Claim change(String key, Change change) {
      Owner expected = change.expected();
      Owner next = change.next();
      Owner other = owners.get(key);
      if (!Objects.equals(other, expected)) {
        return new Claim.Lost(other);
      }
      if (next == null) {
        owners.remove(key);
      } else {
        owners.put(key, next);
      }
      return new Claim.Won(Objects.requireNonNull(next == null ? expected : next));
    }

    @Override
    public Optional<String> refusal() {
      return Optional.empty();
    }

    @Override
    public int quorum() {
      return 0;
    }

    @Override
    public void adopt(String key, Owner owner) {
      owners.put(key, owner);
    }

    @Override
    public void keep(Registry.Holder holder) {}

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
