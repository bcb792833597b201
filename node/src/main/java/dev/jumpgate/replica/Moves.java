package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The moves of one node, those from here and those to here: brings each what it is told. */
final class Moves {

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
  private final Map<Long, Question> questions = new ConcurrentHashMap<>();
  private final Map<Arrival, Arriving> arriving = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param tokens a number that no other entry of the registry has, each time
   */
  Moves(
      Member self,
      Line line,
      Clock clock,
      Registry registry,
      LongSupplier tokens,
      Newcomers newcomers) {
    this.self = self;
    this.line = line;
    this.clock = clock;
    this.newcomers = newcomers;
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
  }

  private record Arrival(Member source, long move) {}

  private record Question(Member target, CompletableFuture<String> answer) {}

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

  /** Why a node would not take a process; empty where it would. */
  CompletionStage<String> ask(LongFunction<Transfer.Offer> offer, Member target) {
    long move = serial.incrementAndGet();
    var question = new Question(target, new CompletableFuture<>());
    questions.put(move, question);
    line.say(target, offer.apply(move));
    clock.after(
        Departing.SILENCE,
        () ->
            question.answer.complete(
                "%s did not answer for %d s"
                    .formatted(target.name(), Departing.SILENCE.toSeconds())));
    return question.answer.whenComplete((answer, failure) -> questions.remove(move));
  }

  // --- what comes ---

  void received(Member from, Transfer transfer) {
    switch (transfer) {
      case Transfer.Offer offer -> offered(from, offer);
      case Transfer.Load load -> expect(from, load, load.protocol(), () -> newcomers.expect(load));
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
    try {
      checkProtocol(from, offer.protocol());
      newcomers.expect(offer);
      line.say(from, new Transfer.Accepted(offer.move()));
    } catch (JumpgateException e) {
      refuse(from, offer, e);
    }
  }

  private void expect(Member from, Transfer transfer, int protocol, Supplier<Coming> coming) {
    var key = new Arrival(from, transfer.move());
    try {
      checkProtocol(from, protocol);
      var made =
          new Arriving(
              transfer.move(),
              from,
              coming.get(),
              line,
              clock,
              tenancy,
              () -> arriving.remove(key));
      arriving.put(key, made);
      made.begin();
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
    Question question = questions.get(transfer.move());
    if (question != null) {
      question.answer.complete(
          transfer instanceof Transfer.Refused(var _, var reason) ? reason : "");
    } else if (!(transfer instanceof Transfer.Settled || transfer instanceof Transfer.Refused)) {
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
    questions
        .values()
        .forEach(question -> {
          if (question.target.is(member)) {
            question.answer.complete(member.name() + " was lost");
          }
        });
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
