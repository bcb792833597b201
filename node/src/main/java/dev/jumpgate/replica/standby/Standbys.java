package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.PidEntries;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.Pid;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.runtime.Stuck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The standbys of this node's processes, and the copies that it keeps for others. */
public final class Standbys {

  private static final Logger LOG = LogManager.getLogger(Standbys.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Membership membership;
  private final Transport transport;
  private final Registry registry;
  private final Clock clock;
  private final Processes processes;
  private final Notices notices;
  private final PidEntries pids;
  private final Codec words = Codec.of(Schema.of(Word.class), Refs.NONE);
  private final RollCall rollCall;
  private final Rivals rivals;
  private final Keepers keepers;
  private final Copies copies;
  private final Survey survey;

  public Standbys(
      Membership membership,
      Transport transport,
      Registry registry,
      Clock clock,
      Processes processes,
      EventLog events) {
    this.membership = membership;
    this.transport = transport;
    this.registry = registry;
    this.clock = clock;
    this.processes = processes;
    this.notices = new Notices(events);
    this.pids = new PidEntries(registry, clock, pid -> processes.find(pid).isPresent());
    this.rollCall = new RollCall(membership, registry, clock, this::send, this::isLater);
    this.rivals = new Rivals(membership, this::send, this::has);
    this.keepers =
        new Keepers(
            membership,
            Life.self(),
            registry,
            clock,
            this::send,
            rollCall,
            pid -> processes.find(pid).isPresent(),
            notices);
    this.survey = new Survey(membership.self().name(), keepers);
    this.copies =
        new Copies(
            new Copy.Port(
                membership,
                registry,
                clock,
                this::send,
                rollCall,
                Life::isOver,
                this::isLater,
                new Outcomes()),
            offer -> new CellCopy(processes));
    processes.succession().followed(copies::follows);
    processes.succession().rivals(rivals::mayGiveWay);
    registry.listen(copies);
    transport.receive(Transport.Channel.STANDBY, new Frames());
    membership.listen(keepers);
    membership.listen(copies);
  }

  // --- what operators want ---

  /**
   * Has a process of this node followed by another one. Blocks until that has it all; not at all
   * where it has.
   *
   * @throws OperatorException when it cannot be; the process then has no standby
   */
  public void keep(Cell<?, ?> cell, String node, boolean sync) throws InterruptedException {
    Member place = place(cell, node);
    Standby now = keepers.keeper(cell.pid()).map(Keeper::standby).orElse(null);
    if (now != null && now.isOn(place) && now.sync() == sync && survey.isSafe(cell)) {
      return;
    }
    await(done -> keepers.want(subject(cell), place, sync, true, done), cell.label());
  }

  private Member place(Cell<?, ?> cell, String node) {
    Member place =
        membership
            .member(node)
            .orElseThrow(() ->
                new OperatorException(
                    Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them"));
    if (place.is(membership.self())) {
      throw new OperatorException(
          Code.FAILED,
          "%s runs on %s: its standby must be on another node".formatted(cell.label(), node),
          null);
    }
    if (place.witness()) {
      throw new OperatorException(Code.FAILED, node + " is a witness: it hosts no processes", null);
    }
    if (cell.isSuspended()) {
      throw new OperatorException(Code.FAILED, cell.label() + " is suspended", "/resume it first");
    }
    return place;
  }

  /** Has a process go on without its standby; nothing happens where it has none. */
  public void drop(Cell<?, ?> cell) throws InterruptedException {
    if (keepers.keeper(cell.pid()).isEmpty()) {
      return;
    }
    await(done -> keepers.unwant(cell.pid(), done), cell.label());
  }

  /** Has the standby of a process of this node go on with it in place of this node. */
  public MoveResult failOver(Cell<?, ?> cell) throws InterruptedException {
    return switchOver(cell, MoveOptions.DEFAULT, why -> failed(cell.label(), why));
  }

  private MoveResult switchOver(
      Cell<?, ?> cell, MoveOptions options, Function<String, OperatorException> refused)
      throws InterruptedException {
    Keeper keeper =
        keepers
            .keeper(cell.pid())
            .filter(k -> k.standby() != null)
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED,
                    cell.label() + " has no standby",
                    "/standby %s NODE gives it one".formatted(cell.label())));
    long start = System.nanoTime();
    Standby to = keeper.standby();
    long epoch = cell.epoch() + 1;
    String why;
    try {
      why = outcome(done -> keeper.switchOver(options.patience(), done), cell.label());
    } catch (InterruptedException e) {
      keeper.stay("the operator has given up");
      throw e;
    }
    if (why != null) {
      throw refused.apply(why);
    }
    return moved(cell.label(), to == null ? "" : to.node(), epoch, start);
  }

  private MoveResult moved(String name, String to, long epoch, long start) {
    var took = Duration.ofNanos(System.nanoTime() - start);
    String from = membership.self().name();
    return new MoveResult(name, from, to, epoch, 0, 0, took, took, 0, null);
  }

  /** Moves a process of this node to its standby, which goes on with it; this node follows then. */
  public MoveResult move(Cell<?, ?> cell, MoveOptions options) throws InterruptedException {
    MoveResult moved =
        switchOver(
            cell,
            options,
            why ->
                why.equals(Switchover.STUCK)
                    ? Stuck.refusal(cell, options)
                    : failed(cell.label(), why));
    notices.moved(moved);
    return moved;
  }

  /**
   * Goes on with a process whose owner is lost, on an operator's word that it is dead.
   *
   * @param force the operator's word
   * @return empty where there is no such process
   */
  public Optional<MoveResult> takeOver(String process, boolean force) throws InterruptedException {
    long start = System.nanoTime();
    Optional<Owner> found = registry.find(process);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Owner owner = found.get();
    if (!owner.isFollowedBy(membership.self())) {
      throw new OperatorException(
          Code.FAILED, "%s has no copy of %s".formatted(membership.self().name(), process), null);
    }
    if (!force) {
      throw new OperatorException(
          Code.FAILED,
          "%s is out of reach, and nothing proves that it is dead".formatted(owner.node()),
          "make sure that it is, then /failover %s --force: if it lives, both go on, and what one of them did is lost"
              .formatted(process));
    }
    await(done -> copies.force(owner.pid(), done), process);
    var took = Duration.ofNanos(System.nanoTime() - start);
    String self = membership.self().name();
    return Optional.of(
        new MoveResult(process, owner.node(), self, owner.epoch() + 1, 0, 0, took, took, 0, null));
  }

  private static void await(Consumer<Consumer<@Nullable String>> order, String process)
      throws InterruptedException {
    String why = outcome(order, process);
    if (why != null) {
      throw failed(process, why);
    }
  }

  private static OperatorException failed(String process, String why) {
    return new OperatorException(
        Code.FAILED, "%s: %s".formatted(process, why), "/ps shows where it is");
  }

  private static @Nullable String outcome(
      Consumer<Consumer<@Nullable String>> order, String process) throws InterruptedException {
    var outcome = new CompletableFuture<Optional<String>>();
    order.accept(why -> outcome.complete(Optional.ofNullable(why)));
    try {
      return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).orElse(null);
    } catch (TimeoutException e) {
      throw new OperatorException(
          Code.FAILED,
          "%s: not done within %d s; it goes on".formatted(process, PATIENCE.toSeconds()),
          "/ps shows its standby");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The node is about to leave: whoever has a copy here looks for another place. */
  public void leave() {
    copies.leave();
  }

  /** What can be seen of the standbys of this node's processes. */
  public Survey survey() {
    return survey;
  }

  // --- between nodes ---

  private Subject subject(Cell<?, ?> cell) {
    return new CellSubject(cell, processes, transport, new Happenings());
  }

  private void send(String node, Word word) {
    byte[] frame = Codec.encode(word);
    Member self = membership.self();
    if (node.equals(self.name())) {
      clock.after(Duration.ZERO, () -> heard(self, word));
    } else if (transport.sendOwed(node, Transport.Channel.STANDBY, frame)
        == Transport.Receipt.FULL) {
      Thread.ofVirtual().name("jumpgate-standby").start(() -> sendLater(node, frame));
    }
  }

  private void sendLater(String node, byte[] frame) {
    try {
      do {
        transport.awaitRoom(node, Transport.Channel.STANDBY, PATIENCE);
      } while (transport.sendOwed(node, Transport.Channel.STANDBY, frame)
          == Transport.Receipt.FULL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Frames implements Transport.Receiver {

    @Override
    public void received(Member from, byte[] frame) {
      heard(from, words.decode(frame, Word.class));
    }

    @Override
    public void lost(Member from) {
      keepers.interrupted(from);
      copies.interrupted(from);
    }
  }

  private void heard(Member from, Word word) {
    switch (word) {
      case Word.OfAnyone said -> rollCall.heard(from, said);
      case Word.OfRival said -> rivals.heard(from, said);
      case Word.OfStandby said -> keepers.heard(from, said);
      case Word.Wish wish -> wished(wish);
      case Word.OfOwner said -> copies.heard(from, said);
    }
  }

  private boolean has(Owner owner) {
    return processes.find(owner.pid()).filter(c -> c.epoch() == owner.epoch()).isPresent();
  }

  // What names this node is no proof that it has it. Its own may be one that it just made ready.
  private boolean isLater(Pid pid, String key, long epoch, Member than) {
    Member self = membership.self();
    return copies.isLater(pid, epoch)
        || (!than.is(self) && processes.find(pid).filter(cell -> cell.epoch() > epoch).isPresent())
        || registry
            .known(key)
            .filter(owner -> owner.pid().equals(pid) && owner.epoch() > epoch)
            .filter(owner -> !owner.isOn(than) && !owner.isOn(self))
            .isPresent();
  }

  // The process came here by a move, and had a standby where it was.
  private void wished(Word.Wish wish) {
    processes
        .find(wish.pid())
        .filter(cell -> keepers.keeper(cell.pid()).isEmpty())
        .ifPresent(cell -> want(cell, wish.node(), wish.sync()));
  }

  private void want(Cell<?, ?> cell, @Nullable String node, boolean sync) {
    Member first = node == null ? null : membership.member(node).orElse(null);
    keepers.want(
        subject(cell),
        first,
        sync,
        false,
        why -> {
          if (why != null) {
            LOG.warn("{} has no standby yet: {}", cell.label(), why);
          }
        });
  }

  private final class Happenings implements CellSubject.Events {

    @Override
    public void gone(Pid pid) {
      keepers.gone(pid);
    }

    @Override
    public void anew(Pid pid) {
      keepers.keeper(pid).ifPresent(Keeper::anew);
    }

    @Override
    public void never(Pid pid, String why) {
      keepers.keeper(pid).ifPresent(keeper -> keeper.part(why));
    }
  }

  // --- what became of copies ---

  private final class Outcomes implements Copy.Observer {

    @Override
    public void promoted(Copy copy, boolean planned) {
      Owner owner = Owner.at(copy.pid(), membership.self(), copy.epoch() + 1);
      if (!copy.key().equals(copy.pid().toString())) {
        pids.publish(List.of(owner));
      }
      notices.promoted(copy, owner, planned);
      processes
          .find(copy.pid())
          .ifPresent(cell -> want(cell, planned ? copy.owner().name() : null, copy.sync()));
    }

    @Override
    public void waiting(Copy copy) {
      notices.waiting(copy);
    }

    @Override
    public void over(Copy copy) {
      LOG.debug("the copy of {} at epoch {} is thrown away", copy.key(), copy.epoch());
    }
  }
}
