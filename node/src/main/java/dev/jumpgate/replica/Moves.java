package dev.jumpgate.replica;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** The moves of one node, those from here and those to here: brings each what it is told. */
final class Moves {

  private final Member self;
  private final Line line;
  private final Clock clock;
  private final Registry registry;
  private final Function<Transfer.Offer, Coming> newcomer;
  private final Handover entries;
  private final Commit commit;
  private final AtomicLong serial = new AtomicLong();
  private final Map<Long, Departing> departing = new ConcurrentHashMap<>();
  private final Map<Pid, Departing> leaving = new ConcurrentHashMap<>();
  private final Map<Long, Question> questions = new ConcurrentHashMap<>();
  private final Map<Arrival, Arriving> arriving = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param tokens a number that no other entry of the registry has, each time
   * @param newcomer makes ready for what is offered; throws a {@link JumpgateException} with the
   *     reason where it is not wanted
   */
  Moves(
      Member self,
      Line line,
      Clock clock,
      Registry registry,
      LongSupplier tokens,
      Function<Transfer.Offer, Coming> newcomer) {
    this.self = self;
    this.line = line;
    this.clock = clock;
    this.registry = registry;
    this.newcomer = newcomer;
    this.entries = new Handover(self, tokens);
    this.commit = new Commit(entries, registry, clock);
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
          Code.FAILED, process.label() + " is being moved or upgraded already", "see /events");
    }
    departing.put(move, made);
    made.begin();
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
    Departing over = departing.remove(move);
    if (over != null) {
      leaving.remove(process, over);
    }
  }

  /** True where nothing is on its way from here or to here. */
  boolean isStill() {
    return departing.isEmpty() && arriving.isEmpty();
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
      case Transfer.Chunk _, Transfer.Abort _, Transfer.Activate _, Transfer.Released _ ->
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
    var key = new Arrival(from, offer.move());
    try {
      if (offer.protocol() != Transfer.PROTOCOL) {
        throw new JumpgateException(
            "%s speaks version %d of moves, and %s version %d"
                .formatted(self.name(), Transfer.PROTOCOL, from.name(), offer.protocol()));
      }
      Coming process = newcomer.apply(offer);
      if (!offer.earnest()) {
        line.say(from, new Transfer.Accepted(offer.move()));
        return;
      }
      var made =
          new Arriving(
              offer.move(),
              entries,
              from,
              process,
              line,
              clock,
              registry,
              () -> arriving.remove(key));
      arriving.put(key, made);
      made.begin();
    } catch (JumpgateException e) {
      line.say(from, new Transfer.Refused(offer.move(), String.valueOf(e.getMessage())));
    }
  }

  private void toArriving(Member from, Transfer transfer) {
    Arriving known = arriving.get(new Arrival(from, transfer.move()));
    if (known != null) {
      known.received(transfer);
    } else if (!(transfer instanceof Transfer.Abort || transfer instanceof Transfer.Chunk)) {
      line.say(
          from, new Transfer.Refused(transfer.move(), self.name() + " knows nothing of the move"));
    }
  }

  private void toDeparting(Member from, Transfer transfer) {
    Departing known = departing.get(transfer.move());
    if (known != null) {
      known.received(transfer);
      return;
    }
    Question question = questions.get(transfer.move());
    if (question != null) {
      question.answer.complete(
          transfer instanceof Transfer.Refused(var _, var reason) ? reason : "");
    } else if (!(transfer instanceof Transfer.Settled || transfer instanceof Transfer.Refused)) {
      line.say(from, new Transfer.Abort(transfer.move()));
    }
  }

  // --- who is lost ---

  void lost(Member member) {
    departing.values().forEach(move -> move.lost(member));
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
    departing.values().forEach(move -> move.interrupted(member));
    arriving.forEach((arrival, move) -> {
      if (arrival.source.is(member)) {
        move.interrupted();
      }
    });
  }

  @Override
  public String toString() {
    return "from here %s, to here %s".formatted(departing.values(), arriving.values());
  }
}
