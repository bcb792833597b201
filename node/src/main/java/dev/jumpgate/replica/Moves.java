package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The moves of one node, those from here and those to here: brings each what it is told. */
final class Moves {

  private final Membership membership;
  private final Member self;
  private final Line line;
  private final Clock clock;
  private final Newcomers newcomers;
  private final Entries entries;
  private final Commit commit;
  private final AtomicLong serial = new AtomicLong();
  private final Tenancy tenancy;
  private final Map<Long, Outbound> outbound = new ConcurrentHashMap<>();
  private final Map<Pid, Departing> leaving = new ConcurrentHashMap<>();
  private final Questions questions;
  private final Map<Arrival, Arriving> arriving = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param tokens a number that no other entry of the registry has, each time
   */
  Moves(
      Membership membership,
      Line line,
      Clock clock,
      Registry registry,
      LongSupplier tokens,
      Newcomers newcomers) {
    this.membership = membership;
    this.self = membership.self();
    this.line = line;
    this.clock = clock;
    this.newcomers = newcomers;
    this.questions = new Questions(line, clock);
    this.entries = new Entries(self, tokens);
    this.commit = new Commit(entries, registry, clock);
    this.tenancy = new Tenancy(entries, registry, clock);
  }

  /**
   * Makes ready for what is to come; throws a {@link JumpgateException} with the reason where it is
   * not wanted.
   */
  interface Newcomers {
    Coming expect(Transfer.Offer offer);

    Coming expect(Transfer.Load load);

    /** Does nothing but look whether there would be room. */
    void check(Transfer.Cargo cargo);
  }

  private record Arrival(Member source, long move) {}

  /**
   * Begins a move.
   *
   * @param newProcess gets the number of the move
   * @throws OperatorException when the process is on its way already
   */
  Departing depart(
      Pid pid,
      LongFunction<Leaving> newProcess,
      Member target,
      MoveOptions options,
      Consumer<Rounds> progress) {
    long move = serial.incrementAndGet();
    Leaving process = newProcess.apply(move);
    var made =
        new Departing(
            move,
            target,
            process,
            options,
            line,
            clock,
            commit,
            new Rounds(options, progress),
            () -> forget(pid, move));
    if (leaving.merge(pid, made, (old, next) -> old.isGone() ? next : old) != made) {
      throw new OperatorException(
          Code.FAILED, process.key() + " is being moved or upgraded already", "see /events");
    }
    outbound.put(move, made);
    made.begin();
    return made;
  }

  /**
   * Begins the move of many that stand.
   *
   * @param load sends their images as those of that move
   */
  Convoy depart(
      List<? extends Standing> party,
      Member target,
      LongFunction<? extends CompletionStage<?>> load) {
    long move = serial.incrementAndGet();
    var made = new Convoy(move, target, party, line, clock, commit, () -> outbound.remove(move));
    outbound.put(move, made);
    made.begin(load);
    return made;
  }

  /** Gives a move up before its commit; false where none is under way, or it is too late. */
  boolean cancel(Pid process) {
    Departing move = leaving.get(process);
    return move != null && move.cancel();
  }

  /** True while it is on its way from here. */
  boolean isLeaving(Pid process) {
    Departing move = leaving.get(process);
    return move != null && !move.isGone();
  }

  private void forget(Pid process, long move) {
    Outbound over = outbound.remove(move);
    if (over != null) {
      leaving.remove(process, over);
    }
  }

  /** True where nothing is on its way from here or to here. */
  boolean isStill() {
    return outbound.isEmpty() && arriving.isEmpty();
  }

  /**
   * Why a node would not take what is offered; empty where it would.
   *
   * @param question makes it, with its number
   */
  CompletionStage<String> ask(LongFunction<Transfer> question, Member target) {
    return questions.ask(question.apply(serial.incrementAndGet()), target);
  }

  // --- what comes ---

  void received(Member from, Transfer transfer) {
    switch (transfer) {
      case Transfer.Offer offer -> offered(from, offer);
      case Transfer.Load load -> expect(from, load, load.protocol(), () -> newcomers.expect(load));
      case Transfer.Cargo cargo ->
          answer(from, cargo, cargo.protocol(), () -> newcomers.check(cargo));
      case Transfer.Chunk _,
          Transfer.Named _,
          Transfer.Abort _,
          Transfer.Unknown _,
          Transfer.Activate _,
          Transfer.Released _ ->
          toArriving(from, transfer);
      case Transfer.Accepted _,
          Transfer.Taken _,
          Transfer.Prepared _,
          Transfer.Refused _,
          Transfer.Ready _,
          Transfer.Activated _,
          Transfer.Settled _ ->
          toDeparting(from, transfer);
    }
  }

  private void offered(Member from, Transfer.Offer offer) {
    if (offer.earnest()) {
      expect(from, offer, offer.protocol(), () -> newcomers.expect(offer));
      return;
    }
    answer(from, offer, offer.protocol(), () -> newcomers.expect(offer).over());
  }

  private void answer(Member from, Transfer question, int protocol, Runnable look) {
    try {
      checkProtocol(from, protocol);
      look.run();
      line.say(from, new Transfer.Accepted(question.move()));
    } catch (JumpgateException e) {
      refuse(from, question, e);
    }
  }

  private void expect(Member from, Transfer transfer, int protocol, Supplier<Coming> coming) {
    var key = new Arrival(from, transfer.move());
    try {
      checkProtocol(from, protocol);
      Coming comes = coming.get();
      var made =
          new Arriving(
              transfer.move(),
              from,
              comes,
              line,
              clock,
              tenancy,
              () -> {
                arriving.remove(key);
                comes.over();
              });
      arriving.put(key, made);
      made.begin();
      // The source may have been lost while it was looked for room. Members are gone before that is
      // told: either this finds that out, or who is told finds the arrival in the map.
      if (membership.members().stream().noneMatch(from::is)) {
        made.lost();
      }
    } catch (JumpgateException e) {
      refuse(from, transfer, e);
    }
  }

  private void checkProtocol(Member from, int protocol) {
    if (protocol != Transfer.PROTOCOL) {
      throw new JumpgateException(
          "%s speaks version %d of moves, and %s version %d"
              .formatted(self.name(), Transfer.PROTOCOL, from.name(), protocol));
    }
  }

  private void refuse(Member from, Transfer transfer, JumpgateException e) {
    line.say(from, new Transfer.Refused(transfer.move(), String.valueOf(e.getMessage())));
  }

  private void toArriving(Member from, Transfer transfer) {
    Arriving known = arriving.get(new Arrival(from, transfer.move()));
    if (known != null) {
      known.received(transfer);
    } else if (transfer instanceof Transfer.Activate || transfer instanceof Transfer.Released) {
      line.say(
          from, new Transfer.Refused(transfer.move(), self.name() + " knows nothing of the move"));
    }
  }

  private void toDeparting(Member from, Transfer transfer) {
    Outbound known = outbound.get(transfer.move());
    if (known != null) {
      known.received(transfer);
      return;
    }
    if (questions.answered(transfer)) {
      return;
    }
    if (!(transfer instanceof Transfer.Settled || transfer instanceof Transfer.Refused)) {
      line.say(from, new Transfer.Unknown(transfer.move()));
    }
  }

  // --- who is lost ---

  void lost(Member member) {
    outbound.values().forEach(move -> move.lost(member));
    arriving.forEach((arrival, move) -> {
      if (arrival.source.is(member)) {
        move.lost();
      }
    });
    questions.lost(member);
  }

  /** Frames between here and that node may have been lost. */
  void interrupted(Member member) {
    outbound.values().forEach(move -> move.interrupted(member));
    arriving.forEach((arrival, move) -> {
      if (arrival.source.is(member)) {
        move.interrupted();
      }
    });
  }

  @Override
  public String toString() {
    return "from here %s, to here %s".formatted(outbound.values(), arriving.values());
  }
}
