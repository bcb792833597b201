package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a simulated node: the protocol is production code, the processes are the {@link
 * Host}'s. How long anything takes is left to chance.
 */
public final class SimulatedMover {

  private final Clock clock;
  private final Random random;
  private final Host host;
  private final Function<Object, byte[]> pack;
  private final Function<byte[], Object> open;
  private final Line line;
  private final SimulatedConvoys convoys;
  private final Moves moves;

  /**
   * Moves nothing yet.
   *
   * @param line brings an opaque word to the mover of a node
   * @param pack turns values into bytes, and {@code open} the bytes into those values
   */
  public SimulatedMover(
      Membership membership,
      Clock clock,
      Registry registry,
      Random random,
      Host host,
      BiConsumer<Member, Object> line,
      Function<Object, byte[]> pack,
      Function<byte[], Object> open) {
    this.clock = clock;
    this.random = random;
    this.host = host;
    this.pack = pack;
    this.open = open;
    this.line = line::accept;
    this.convoys = new SimulatedConvoys(clock, random, host, this.line, pack, open);
    this.moves = new Moves(membership, this.line, clock, registry, random::nextLong, newcomers());
  }

  private Moves.Newcomers newcomers() {
    return new Moves.Newcomers() {
      @Override
      public Coming expect(Transfer.Offer offer) {
        return new Arrival(offer);
      }

      @Override
      public Coming expect(Transfer.Load load) {
        return convoys.expect(load);
      }

      @Override
      public void check(Transfer.Cargo cargo) {}
    };
  }

  /** The processes of a node. */
  public interface Host {

    /** Null where it is not here. */
    @Nullable Resident find(Pid pid);

    /** It is here now, and handles nothing yet. */
    Arrived arrive(Pid pid, long epoch, Object state, List<?> mail);
  }

  /** A process that is to leave. */
  public interface Resident {

    long epoch();

    Object state();

    /** False where it does not come to the end of its message. */
    boolean freeze();

    List<?> mail();

    void goOn(long epoch);

    void reclaims(long epoch);

    int depart(String node, long epoch);
  }

  /** A process that has come. */
  public interface Arrived {

    void activate();

    void discard();
  }

  /** Begins a move; {@code over} is told why it failed, or null where it did not. */
  public void move(Pid pid, Member target, Consumer<@Nullable String> over) {
    boolean lastRevision = pid.serial() % 2 == 0;
    var options = new MoveOptions(50, null, Duration.ofSeconds(1), lastRevision);
    try {
      moves
          .depart(pid, move -> new Departure(pid, move, target), target, options, rounds -> {})
          .outcome()
          .whenComplete(
              (moved, failure) -> over.accept(failure == null ? null : failure.toString()));
    } catch (OperatorException e) {
      over.accept(String.valueOf(e.getMessage()));
    }
  }

  /** Has many go at once, as far as they come to stand; {@code over} is told of each as above. */
  public void convoy(List<Pid> pids, Member target, BiConsumer<Pid, @Nullable String> over) {
    convoys.depart(moves, pids, target, over);
  }

  public boolean cancel(Pid pid) {
    return moves.cancel(pid);
  }

  public boolean isLeaving(Pid pid) {
    return moves.isLeaving(pid);
  }

  /** True where nothing is under way. */
  public boolean isStill() {
    return moves.isStill();
  }

  public void received(Member from, Object word) {
    moves.received(from, (Transfer) word);
  }

  public void lost(Member member) {
    moves.lost(member);
  }

  /** Frames between here and there may have been lost. */
  public void interrupted(Member member) {
    moves.interrupted(member);
  }

  private record Piece(boolean last, Object state, List<?> mail) {}

  private void soon(Runnable task) {
    clock.after(Duration.ofNanos(random.nextLong(20_000_000)), task);
  }

  private Resident present(Pid pid) {
    Resident found = host.find(pid);
    if (found == null) {
      throw new OperatorException(OperatorException.Code.UNKNOWN_PROCESS, "not here", null);
    }
    return found;
  }

  private final class Departure extends SimulatedStanding implements Leaving {

    private final long move;
    private final Member target;
    private long sent;
    private long taken;
    private long roundBytes = 1 << 20;
    private long before;
    private @Nullable CompletableFuture<Round> round;
    private final boolean followed = random.nextInt(4) == 0;
    private boolean frozen;
    private boolean givenUp;
    private boolean over;

    Departure(Pid pid, long move, Member target) {
      super(pid, present(pid));
      this.move = move;
      this.target = target;
    }

    @Override
    public boolean isFollowed() {
      return followed;
    }

    @Override
    public Transfer.Offer offer() {
      return new Transfer.Offer(
          move,
          Transfer.PROTOCOL,
          pid,
          null,
          "behavior",
          new BundleVersion("bundle", 1),
          epoch,
          List.of(),
          0,
          true);
    }

    @Override
    public CompletionStage<Round> copy() {
      var made = new CompletableFuture<Round>();
      round = made;
      soon(() -> {
        if (host.find(pid) != resident) {
          made.completeExceptionally(new JumpgateException("it ended"));
        } else {
          say(new Piece(false, resident.state(), List.of()));
        }
      });
      return made;
    }

    private void say(Piece piece) {
      if (!over) {
        byte[] bytes = pack.apply(piece);
        sent += bytes.length;
        line.say(target, new Transfer.Chunk(move, Bytes.copyOf(bytes)));
      }
    }

    @Override
    public void slow(int percent) {}

    @Override
    public CompletionStage<Boolean> freeze(MoveOptions options) {
      var made = new CompletableFuture<Boolean>();
      soon(() -> {
        if (over) {
          made.complete(false);
        } else if (host.find(pid) != resident) {
          made.completeExceptionally(new JumpgateException("it ended"));
        } else {
          boolean stuck = random.nextInt(20) == 0;
          if (stuck && options.lastRevision()) {
            clock.after(options.patience(), () -> made.complete(rescue()));
          } else {
            frozen = !stuck && resident.freeze();
            made.complete(frozen);
          }
        }
      });
      return made;
    }

    // It does not come to the end of its message, and stands without it.
    private boolean rescue() {
      frozen = !over && host.find(pid) == resident && resident.freeze();
      givenUp = frozen;
      return frozen;
    }

    @Override
    public OperatorException stuck(MoveOptions options) {
      return new OperatorException(OperatorException.Code.FAILED, "it is stuck", null);
    }

    @Override
    public @Nullable String givenUp() {
      return givenUp ? "crash" : null;
    }

    @Override
    public CompletionStage<Round> finish() {
      var made = new CompletableFuture<Round>();
      soon(() -> {
        say(new Piece(true, resident.state(), resident.mail()));
        made.complete(new Round(8, 1));
      });
      return made;
    }

    @Override
    public void taken(long bytes) {
      taken = Math.max(taken, bytes);
      CompletableFuture<Round> open = round;
      if (open != null && taken == sent && sent > before) {
        before = sent;
        round = null;
        // Most shrink; some never do.
        roundBytes = random.nextInt(10) == 0 ? roundBytes : roundBytes / 8;
        open.complete(new Round(roundBytes, 10_000_000));
      }
    }

    @Override
    public void goOn() {
      over = true;
      if (frozen) {
        resident.goOn(epoch);
      }
    }
  }

  private final class Arrival implements Coming {

    private final Transfer.Offer offer;
    private final CompletableFuture<Built> built = new CompletableFuture<>();
    private LongConsumer taken = bytes -> {};
    private long used;
    private boolean over;

    Arrival(Transfer.Offer offer) {
      if (host.find(offer.pid()) != null) {
        throw new JumpgateException(offer.pid() + " is here already");
      }
      this.offer = offer;
    }

    @Override
    public CompletionStage<Built> build(LongConsumer whenTaken) {
      taken = whenTaken;
      return built;
    }

    @Override
    public void take(Bytes part) {
      used += part.size();
      long now = used;
      var piece = (Piece) open.apply(part.toArray());
      soon(() -> {
        taken.accept(now);
        if (piece.last && !over) {
          land(piece);
        }
      });
    }

    private void land(Piece piece) {
      Pid pid = offer.pid();
      if (host.find(pid) == null) {
        long epoch = offer.epoch() + 1;
        var arrived = host.arrive(pid, epoch, piece.state, piece.mail);
        built.complete(
            new Built(Map.of(0, new SimulatedConvoys.Landed(pid, epoch, arrived)), Map.of()));
      } else {
        built.completeExceptionally(new JumpgateException("it is here already"));
      }
    }

    @Override
    public void giveUp() {
      over = true;
    }

    @Override
    public void settled(List<Owner> owners) {}
  }

  @Override
  public String toString() {
    return moves.toString();
  }
}
