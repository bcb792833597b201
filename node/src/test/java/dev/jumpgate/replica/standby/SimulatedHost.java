package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.process.Pid;
import dev.jumpgate.simulation.Envelopes;
import dev.jumpgate.simulation.SimulatedNode;
import dev.jumpgate.simulation.SimulatedTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One simulated node's processes, keepers and copies. The processes are simple; what keeps them
 * safe is production code.
 */
final class SimulatedHost implements Registry.Holder, Membership.Listener, SimulatedSubject.Out {

  private final SimulatedNode node;
  private final SimulatedTime time;
  private final Envelopes envelopes;
  private final Watcher watcher;
  private final Map<Pid, SimulatedSubject> subjects = new HashMap<>();
  private final Keepers keepers;
  private final Copies copies;
  private final RollCall rollCall;
  private final Rivals rivals;

  SimulatedHost(
      SimulatedNode node,
      SimulatedTime time,
      Envelopes envelopes,
      Watcher watcher,
      Copy.Deaths deaths) {
    this.node = node;
    this.time = time;
    this.envelopes = envelopes;
    this.watcher = watcher;
    var life = new Life(node.name(), node.self().incarnation(), 0);
    this.rollCall = new RollCall(node, node.registry(), node, this::send, this::isLater);
    this.rivals = new Rivals(node, this::send, this::has);
    this.keepers =
        new Keepers(
            node,
            life,
            node.registry(),
            node,
            this::send,
            rollCall,
            subjects::containsKey,
            new Noted());
    this.copies =
        new Copies(
            new Copy.Port(
                node,
                node.registry(),
                node,
                this::send,
                rollCall,
                deaths,
                this::isLater,
                new Promoted()),
            Likely::new);
    node.registry().keep(this);
    node.registry().listen(copies);
    node.transport()
        .receive(Channel.STANDBY, (from, frame) -> heard(from, (Word) envelopes.open(frame)));
    node.transport().receive(Channel.PROCESSES, (from, frame) -> got(envelopes.open(frame)));
    node.listen(this);
  }

  /** Sees what happens. */
  interface Watcher {

    /** An answer leaves the owner. */
    void left(SimulatedSubject from, SimulatedSubject.Answer answer);

    /** It is where it was asked. */
    void answered(SimulatedSubject.Answer answer);

    /** A planned switch to that node cannot be taken back any more. */
    void letGo(String to);

    void tell(String what);
  }

  SimulatedNode node() {
    return node;
  }

  private boolean isLater(Pid pid, String key, long epoch, Member than) {
    SimulatedSubject subject = subjects.get(pid);
    return copies.isLater(pid, epoch)
        || (subject != null && subject.isRunning() && subject.epoch() > epoch)
        || node.registry()
            .known(key)
            .filter(owner -> owner.pid().equals(pid) && owner.epoch() > epoch)
            .filter(owner -> !owner.isOn(than) && !owner.isOn(node.self()))
            .isPresent();
  }

  Keepers keepers() {
    return keepers;
  }

  Copies copies() {
    return copies;
  }

  @Nullable SimulatedSubject subject(Pid pid) {
    return subjects.get(pid);
  }

  SimulatedSubject spawn(Pid pid, String key) {
    SimulatedSubject subject = subject(pid, key, 1, Logbook.EMPTY, true);
    subjects.put(pid, subject);
    return subject;
  }

  private SimulatedSubject subject(
      Pid pid, String key, long epoch, Logbook book, boolean arriving) {
    return new SimulatedSubject(
        node, time, envelopes, this::send, this, pid, key, epoch, book, arriving);
  }

  // --- frames ---

  private void send(String to, Word word) {
    transmit(to, Channel.STANDBY, word);
  }

  private void transmit(String to, Channel channel, Object what) {
    if (to.equals(node.name())) {
      node.after(
          Duration.ZERO,
          () -> {
            if (what instanceof Word word) {
              heard(node.self(), word);
            } else {
              got(what);
            }
          });
    } else {
      node.transport().send(to, channel, envelopes.frame(what));
    }
  }

  private void heard(Member from, Word word) {
    switch (word) {
      case Word.OfAnyone said -> rollCall.heard(from, said);
      case Word.OfRival said -> rivals.heard(from, said);
      case Word.OfStandby said -> keepers.heard(from, said);
      case Word.Wish wish -> {
        SimulatedSubject subject = subjects.get(wish.pid());
        if (subject != null && keepers.keeper(wish.pid()).isEmpty()) {
          keepers.want(
              subject, node.member(wish.node()).orElse(null), wish.sync(), false, why -> {});
        }
      }
      case Word.OfOwner said -> copies.heard(from, said);
    }
  }

  private void got(Object what) {
    switch (what) {
      case SimulatedSubject.Answer answer -> watcher.answered(answer);
      case Asked(var pid, var request) -> {
        SimulatedSubject subject = subjects.get(pid);
        if (subject != null) {
          subject.ask(request);
        }
      }
      default -> throw new IllegalArgumentException(what.toString());
    }
  }

  private record Asked(Pid pid, SimulatedSubject.Request request) {}

  /** Sends a request to whoever this node takes for the owner. */
  void ask(String key, Logbook.Line line) {
    node.registry()
        .known(key)
        .ifPresent(owner ->
            transmit(
                owner.node(),
                Channel.PROCESSES,
                new Asked(owner.pid(), new SimulatedSubject.Request(node.name(), line))));
  }

  @Override
  public void answer(SimulatedSubject from, SimulatedSubject.Answer answer) {
    watcher.left(from, answer);
    transmit(answer.to().from(), Channel.PROCESSES, answer);
  }

  @Override
  public void departed(SimulatedSubject from, String to, List<SimulatedSubject.Request> waiting) {
    watcher.tell(node + " lets go of " + from.key() + ", which goes to " + to);
    watcher.letGo(to);
    subjects.remove(from.pid(), from);
    waiting.forEach(request -> transmit(to, Channel.PROCESSES, new Asked(from.pid(), request)));
    keepers.gone(from.pid());
  }

  // --- who comes and goes ---

  @Override
  public void joined(Member member) {
    keepers.joined(member);
  }

  @Override
  public void leaving(Member member) {
    keepers.leaving(member);
  }

  @Override
  public void left(Member member) {
    keepers.left(member);
    copies.left(member);
  }

  @Override
  public boolean holds(Owner owner) {
    SimulatedSubject subject = subjects.get(owner.pid());
    return subject != null && subject.holds(owner.epoch());
  }

  @Override
  public boolean follows(Owner owner) {
    SimulatedSubject subject = subjects.get(owner.pid());
    return copies.follows(owner) || (subject != null && subject.mayTakeBack(owner.epoch()));
  }

  private boolean has(Owner owner) {
    SimulatedSubject subject = subjects.get(owner.pid());
    return subject != null && subject.isRunning() && subject.epoch() == owner.epoch();
  }

  @Override
  public boolean mayGiveWay(Owner mine, Owner winner) {
    return rivals.mayGiveWay(mine, winner);
  }

  @Override
  public void lost(String key, Owner mine, Owner winner) {
    SimulatedSubject subject = subjects.get(mine.pid());
    if (subject != null && subject.epoch() == mine.epoch()) {
      watcher.tell(node + " gives " + key + " up to " + winner);
      subject.end();
      subjects.remove(mine.pid());
      keepers.gone(mine.pid());
    }
  }

  private final class Noted implements Keepers.Observer {

    @Override
    public void safe(Subject subject, Standby standby) {
      watcher.tell(
          "%s is safe on %s at epoch %d".formatted(subject.key(), standby, subject.epoch()));
    }

    @Override
    public void lost(Subject subject, Standby former, String why) {
      watcher.tell("%s of %s has no standby on %s: %s".formatted(subject.key(), node, former, why));
    }
  }

  private final class Promoted implements Copy.Observer {

    @Override
    public void promoted(Copy copy, boolean planned) {
      SimulatedSubject subject = Objects.requireNonNull(subjects.get(copy.pid()));
      watcher.tell("%s goes on with %s".formatted(node, copy.key()));
      keepers.want(subject, planned ? copy.owner() : null, copy.sync(), false, why -> {});
    }

    @Override
    public void waiting(Copy copy) {
      watcher.tell(node + " waits for a proof that " + copy.owner() + " is dead");
    }

    @Override
    public void over(Copy copy) {
      watcher.tell(node + " has no copy any more at epoch " + copy.epoch());
    }
  }

  /** A copy, which takes a moment to take anything in. */
  private final class Likely implements Likeness {

    private final Pid pid;
    private final String key;
    private final long epoch;
    private @Nullable Logbook book;
    private @Nullable SimulatedSubject prepared;
    private LongConsumer applied = revision -> {};
    private long began;
    private long last;

    Likely(Word.Offer offer) {
      pid = offer.pid();
      key = offer.key();
      epoch = offer.epoch();
    }

    @Override
    public void begin(LongConsumer done, Consumer<String> failed) {
      applied = done;
      began++;
    }

    @Override
    public void take(byte[] part, long revision) {
      long of = began;
      LongConsumer done = applied;
      var next = (Logbook) envelopes.open(part);
      // In order, each after a while of its own.
      long at =
          Math.max(
              last + 1, node.nanos() + time.between(Duration.ZERO, Duration.ofMillis(4)).toNanos());
      last = at;
      node.after(
          Duration.ofNanos(at - node.nanos()),
          () -> {
            if (of == began) {
              book = next;
              done.accept(revision);
            }
          });
    }

    @Override
    public boolean isWhole() {
      return book != null;
    }

    @Override
    public void prepare(Consumer<@Nullable String> done) {
      node.after(
          time.between(Duration.ZERO, Duration.ofMillis(10)),
          () -> {
            if (subjects.containsKey(pid)) {
              done.accept("it is here already");
              return;
            }
            prepared = subject(pid, key, epoch + 1, Objects.requireNonNull(book), true);
            subjects.put(pid, prepared);
            done.accept(null);
          });
    }

    @Override
    public void activate() {
      SimulatedSubject now = Objects.requireNonNull(prepared);
      node.registry().adopt(key, Owner.at(pid, node.self(), epoch + 1));
      now.arrive();
    }

    @Override
    public void discard() {
      SimulatedSubject now = Objects.requireNonNull(prepared);
      prepared = null;
      now.end();
      subjects.remove(pid, now);
    }

    @Override
    public void drop() {
      began++;
    }
  }
}
