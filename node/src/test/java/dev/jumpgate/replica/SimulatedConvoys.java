package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The convoys of a simulated node, as {@link SimulatedMover} has its moves. */
final class SimulatedConvoys {

  private final Clock clock;
  private final Random random;
  private final SimulatedMover.Host host;
  private final Line line;
  private final Function<Object, byte[]> pack;
  private final Function<byte[], Object> open;

  SimulatedConvoys(
      Clock clock,
      Random random,
      SimulatedMover.Host host,
      Line line,
      Function<Object, byte[]> pack,
      Function<byte[], Object> open) {
    this.clock = clock;
    this.random = random;
    this.host = host;
    this.line = line;
    this.pack = pack;
    this.open = open;
  }

  /**
   * Has many go at once, as far as they come to stand; {@code over} is told of each why it failed,
   * or null where it did not.
   */
  void depart(Moves moves, List<Pid> pids, Member target, BiConsumer<Pid, @Nullable String> over) {
    List<Boarded> party = new ArrayList<>();
    for (Pid pid : pids) {
      SimulatedMover.Resident resident = host.find(pid);
      if (resident != null && resident.freeze()) {
        party.add(new Boarded(pid, resident));
      } else {
        over.accept(pid, "it does not stand");
      }
    }
    List<Bytes> images = party.stream().map(Boarded::image).toList();
    var convoy =
        moves.depart(
            party,
            target,
            move -> {
              var sent = new CompletableFuture<Void>();
              soon(() -> {
                line.say(target, new Transfer.Load(move, Transfer.PROTOCOL, images));
                sent.complete(null);
              });
              return sent;
            });
    if (random.nextInt(20) == 0) {
      soon(convoy::cancel);
    }
    convoy
        .outcome()
        .thenAccept(outcome -> {
          for (int place = 0; place < party.size(); place++) {
            String stayed = outcome.stayed().get(place);
            boolean lost = stayed == null && !outcome.serves();
            over.accept(party.get(place).pid, lost ? "gone with its target" : stayed);
          }
        });
  }

  Coming expect(Transfer.Load load) {
    return new Load(load);
  }

  private void soon(Runnable task) {
    clock.after(Duration.ofNanos(random.nextLong(20_000_000)), task);
  }

  private record Image(Pid pid, long epoch, Object state, List<?> mail) {}

  /** One of a convoy. */
  private final class Boarded extends SimulatedStanding {

    private final Bytes image;

    Boarded(Pid pid, SimulatedMover.Resident resident) {
      super(pid, resident);
      this.image =
          Bytes.copyOf(pack.apply(new Image(pid, epoch, resident.state(), resident.mail())));
    }

    Bytes image() {
      return image;
    }
  }

  /** What came by a convoy. */
  private final class Load implements Coming {

    private final List<Bytes> images;

    Load(Transfer.Load load) {
      this.images = load.images();
    }

    @Override
    public CompletionStage<Built> build(LongConsumer whenTaken) {
      var built = new CompletableFuture<Built>();
      soon(() -> built.complete(build()));
      return built;
    }

    private Built build() {
      Map<Integer, Newcomer> newcomers = new HashMap<>();
      Map<Integer, String> refused = new HashMap<>();
      for (int place = 0; place < images.size(); place++) {
        var image = (Image) open.apply(images.get(place).toArray());
        if (host.find(image.pid) != null || random.nextInt(20) == 0) {
          refused.put(place, "it cannot be built");
        } else {
          long epoch = image.epoch + 1;
          var arrived = host.arrive(image.pid, epoch, image.state, image.mail);
          newcomers.put(place, new Landed(image.pid, epoch, arrived));
        }
      }
      return new Built(newcomers, refused);
    }

    @Override
    public void take(Bytes part) {
      throw new IllegalStateException("all of it came at once");
    }

    @Override
    public void giveUp() {}

    @Override
    public void settled(List<Owner> owners) {}
  }

  /** One that has come. */
  record Landed(Pid pid, long epoch, SimulatedMover.Arrived arrived) implements Newcomer {

    @Override
    public @Nullable String name() {
      return null;
    }

    @Override
    public void activate() {
      arrived.activate();
    }

    @Override
    public void discard() {
      arrived.discard();
    }
  }
}
