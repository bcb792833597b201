package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other nodes who is there, before anybody goes on without somebody else.
 *
 * <p>Whom this node takes for a member it may not have heard of for seconds: of a node that stood
 * still, or was cut off a moment ago, the list says that it is among the many. Only an answer
 * tells. More than half must answer, and they must have lost whom this node has lost: so of two who
 * have lost each other at most one gets on.
 */
final class RollCall {

  private static final Duration AGAIN = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  // Many processes lose the same node at a time.
  private static final Duration STILL_TRUE = Duration.ofMillis(200);

  private final Membership membership;
  private final Registry registry;
  private final Clock clock;
  private final Wire wire;
  private final Inquiry inquiry;
  private final AtomicLong serial = new AtomicLong();
  private final Map<Long, Round> rounds = new ConcurrentHashMap<>();

  RollCall(
      Membership membership,
      Registry registry,
      Clock clock,
      Wire wire,
      Inquiry.Knowledge knowledge) {
    this.membership = membership;
    this.registry = registry;
    this.clock = clock;
    this.wire = wire;
    this.inquiry = new Inquiry(membership, registry, clock, wire, knowledge);
  }

  Inquiry inquiry() {
    return inquiry;
  }

  /**
   * Asks who is there and has lost {@code lost}.
   *
   * @param lost whom, or null where none is lost
   * @param done gets true once enough have answered, or false after a while. True at once where
   *     there is nobody whose word would count
   */
  void call(@Nullable Member lost, Consumer<Boolean> done) {
    if (registry.quorum() == 0) {
      done.accept(registry.refusal().isEmpty());
      return;
    }
    for (Round round : rounds.values()) {
      if (round.isAbout(lost) && round.join(done)) {
        return;
      }
    }
    var round = new Round(serial.incrementAndGet(), lost, done);
    rounds.put(round.id, round);
    round.ask();
  }

  void heard(Member from, Word.OfAnyone word) {
    switch (word) {
      case Word.IsItLater asked -> inquiry.asked(from, asked);
      case Word.Later said -> inquiry.heard(from, said);
      case Word.WhoIsThere(var id, var lost) -> {
        if (lost == null || membership.members().stream().noneMatch(lost::is)) {
          wire.send(from.name(), new Word.Here(id));
        }
      }
      case Word.Here(var id) -> {
        Round round = rounds.get(id);
        if (round != null) {
          round.heard(from);
        }
      }
    }
  }

  private final class Round {

    private final long id;
    private final @Nullable Member lost;
    private final long begun = clock.nanos();

    // Guarded by this.
    private final Set<String> here = new HashSet<>();
    private final List<Consumer<Boolean>> waiting = new ArrayList<>();
    private boolean enough;
    private boolean over;
    private long enoughSince;

    Round(long id, @Nullable Member lost, Consumer<Boolean> first) {
      this.id = id;
      this.lost = lost;
      this.waiting.add(first);
      this.here.add(life(membership.self()));
    }

    boolean isAbout(@Nullable Member whom) {
      return whom == null ? lost == null : lost != null && whom.is(lost);
    }

    boolean join(Consumer<Boolean> done) {
      synchronized (this) {
        if (over || (enough && clock.nanos() - enoughSince > STILL_TRUE.toNanos())) {
          return false;
        }
        if (!enough) {
          waiting.add(done);
          return true;
        }
      }
      done.accept(true);
      return true;
    }

    void ask() {
      synchronized (this) {
        if (enough || over) {
          return;
        }
        over = clock.nanos() - begun > PATIENCE.toNanos();
        if (!over) {
          membership.members().stream()
              .filter(member -> !here.contains(life(member)))
              .forEach(member -> wire.send(member.name(), new Word.WhoIsThere(id, lost)));
          clock.after(AGAIN, this::ask);
        }
      }
      if (isOver()) {
        forget();
        answer(false);
      }
    }

    private synchronized boolean isOver() {
      return over;
    }

    void heard(Member from) {
      synchronized (this) {
        here.add(life(from));
        if (enough || over || here.size() < registry.quorum()) {
          return;
        }
        enough = true;
        enoughSince = clock.nanos();
      }
      clock.after(STILL_TRUE, this::forget);
      answer(true);
    }

    private void forget() {
      rounds.remove(id);
    }

    // Not under the lock: who waits has locks of its own.
    private void answer(boolean yes) {
      List<Consumer<Boolean>> all;
      synchronized (this) {
        all = List.copyOf(waiting);
        waiting.clear();
      }
      all.forEach(done -> done.accept(yes));
    }
  }

  private static String life(Member member) {
    return member.name() + " " + member.incarnation();
  }
}
