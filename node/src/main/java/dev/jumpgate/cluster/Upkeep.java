package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table right: it is a cache of what owners know.
 *
 * <p>When a member has come or gone, and once in a while, every node looks through the whole table:
 * what it holds and does not find there it writes again, what names it and it does not hold it
 * removes, and what names a life of a node that is over is removed where nobody goes on with it.
 * When news contradict what this node holds, it looks after that one key. Either is repeated until
 * it has been done.
 *
 * <p>Every correction is a compare-and-set against the entry that was read: one that has been taken
 * over meanwhile is never touched.
 */
final class Upkeep implements Membership.Listener, Table.Listener {

  private static final Logger LOG = LogManager.getLogger(Upkeep.class);
  private static final Duration AGAIN = Duration.ofMillis(100);
  // News may be lost without any member being lost: nothing but a look tells.
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Membership membership;
  private final Table table;
  private final Lanes lanes;
  private final Clock clock;
  private final KnownOwners known;

  private final HeldOwners held;
  // How many changes of this node are under way for a key: its entry is not to be judged by a read
  // that may be older or younger than they are.
  private final Map<String, Integer> busy = new ConcurrentHashMap<>();
  private final Looks looks = new Looks();
  private final Orphans orphans;
  private final Judge judge;
  private final Doubts doubts;
  // The latest that came of a key while it was busy.
  private final Map<String, News> unsure = new ConcurrentHashMap<>();
  private final AtomicReference<Round> round = new AtomicReference<>(Round.NONE);
  private volatile Registry.@Nullable Holder holder;

  Upkeep(
      Membership membership,
      Table table,
      Lanes lanes,
      Clock clock,
      KnownOwners known,
      Majority majority) {
    this.membership = membership;
    this.table = table;
    this.lanes = lanes;
    this.clock = clock;
    this.known = known;
    this.held = new HeldOwners(known);
    this.doubts = new Doubts(clock, this::verify);
    this.orphans = new Orphans(membership, majority);
    this.judge =
        new Judge(membership, clock, held, looks, busy.keySet(), () -> holder, this::lookAfter);
  }

  private enum Round {
    NONE,
    RUNNING,
    /** Something changed since it began. */
    DUE_AGAIN
  }

  void keep(Registry.Holder theHolder) {
    holder = theHolder;
    due();
  }

  // --- what this node does itself ---

  void began(Collection<String> keys) {
    keys.forEach(key -> busy.merge(key, 1, Integer::sum));
  }

  void ended(Collection<String> keys) {
    looks.changed(keys);
    for (String key : keys) {
      Integer left = busy.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
      News news = left == null ? unsure.remove(key) : null;
      if (news != null) {
        compare(key, news);
      }
    }
  }

  /** Before {@link #ended}: the change is made. */
  void won(String key, Change change) {
    Owner next = change.next();
    Owner former = change.expected();
    if (next != null && next.isOn(membership.self())) {
      Owner before = held.get(key);
      held.hold(key, next);
      Registry.Holder who = holder;
      // The table had forgotten that this node has the key already.
      if (who != null && before != null && !before.pid().equals(next.pid())) {
        who.lost(key, before, next);
      }
    } else {
      Owner last = next == null ? former : next;
      if (last != null) {
        held.left(key, last);
      }
    }
  }

  /** What has come by a move. */
  void adopt(String key, Owner owner) {
    // The source of the move is not to get back what is here: its way back is not kept.
    Owner entry =
        known.get(key).filter(o -> o.agreesWith(owner) && !o.isPastOf(owner)).orElse(owner);
    Owner before = held.get(key);
    Owner now = held.merge(key, entry);
    Registry.Holder who = holder;
    // What has come may have the name of one that is here: the cluster was divided when it got it.
    if (who != null && before != null && !before.pid().equals(entry.pid())) {
      who.lost(key, now.equals(entry) ? before : entry, now);
      lookAfter(key);
    }
  }

  // --- news ---

  @Override
  public void put(String key, Owner owner) {
    known.told(key, owner);
    take(key, new News(owner, true));
  }

  @Override
  public void removed(String key, Owner owner) {
    known.toldRemoved(key, owner);
    take(key, new News(owner, false));
  }

  /** What was told of an entry: it stands there now, or no longer. */
  private record News(Owner owner, boolean stands) {}

  // A change of this node's own is told of before its answer comes, and is no surprise behind that.
  private void take(String key, News news) {
    if (busy.containsKey(key)) {
      unsure.put(key, news);
      if (busy.containsKey(key) || !unsure.remove(key, news)) {
        return; // who ends the change compares
      }
    }
    compare(key, news);
  }

  private void compare(String key, News news) {
    Owner mine = held.get(key);
    if (mine == null && news.stands && isHere(news.owner)) {
      held.hold(key, news.owner); // it has come by a move, which says so in the end
      return;
    }
    boolean expected =
        mine == null
            ? !news.stands || !news.owner.isOn(membership.self())
            : mine.is(news.owner) == news.stands;
    if (!expected) {
      lookAfter(key);
    }
  }

  private boolean isHere(Owner owner) {
    Registry.Holder who = holder;
    return who != null && owner.isOn(membership.self()) && who.holds(owner);
  }

  @Override
  public void joined(Member member) {
    due();
  }

  @Override
  public void left(Member member) {
    due();
  }

  // --- some keys ---

  private void lookAfter(String key) {
    doubts.about(Set.of(key));
  }

  private void verify(Set<String> keys) {
    if (holder == null) {
      return;
    }
    Looks.Look look = looks.begin(idle(keys));
    onAnswer(
        table.read(keys).whenComplete((entries, failure) -> failed(look, failure)),
        entries -> correct(judge.all(keys, look, entries), () -> doubts.about(keys)),
        () -> doubts.about(keys));
  }

  // --- all keys ---

  void begin() {
    due();
    clock.after(EVERY, this::begin);
  }

  /** The table is to be looked through. */
  void due() {
    Round before = round.getAndUpdate(now -> now == Round.NONE ? Round.RUNNING : Round.DUE_AGAIN);
    if (before == Round.NONE) {
      clock.after(Duration.ZERO, this::lookThrough);
    }
  }

  private void lookThrough() {
    round.set(Round.RUNNING);
    KnownOwners.Snapshot copied = known.snapshot();
    Looks.Look look = looks.begin(idle(held.keys()));
    onAnswer(
        table.all().whenComplete((entries, failure) -> failed(look, failure)),
        entries -> {
          known.refresh(copied, entries);
          Map<String, Change> changes = judge.all(keys(entries), look, entries);
          changes.putAll(orphans.in(entries, holder));
          correct(changes, this::due);
          lookedThrough();
        },
        this::lookThrough);
  }

  private void lookedThrough() {
    if (!round.compareAndSet(Round.RUNNING, Round.NONE)) {
      clock.after(Duration.ZERO, this::lookThrough);
    }
  }

  private Set<String> keys(Map<String, Owner> entries) {
    Set<String> keys = new HashSet<>(held.keys());
    entries.forEach((key, owner) -> {
      if (owner.isOn(membership.self())) {
        keys.add(key);
      }
    });
    return keys;
  }

  // --- correcting ---

  private void failed(Looks.Look look, @Nullable Throwable failure) {
    if (failure != null) {
      looks.end(look);
    }
  }

  // What is held under those keys that nobody changes just now.
  private Map<String, Owner> idle(Set<String> keys) {
    Map<String, Owner> idle = held.of(keys);
    idle.keySet().removeAll(busy.keySet());
    return idle;
  }

  private void correct(Map<String, Change> changes, Runnable again) {
    if (changes.isEmpty()) {
      return;
    }
    LOG.debug("{} entries are corrected", changes.size());
    onAnswer(
        Settlement.of(lanes, clock, changes),
        outcomes ->
            outcomes.forEach((key, outcome) ->
                corrected(key, Objects.requireNonNull(changes.get(key)), outcome)),
        again);
  }

  private void corrected(String key, Change change, Registry.Claim outcome) {
    Owner next = change.next();
    if (outcome instanceof Registry.Claim.Lost) {
      lookAfter(key);
    } else if (next != null) {
      known.written(key, next);
    } else if (change.expected() != null) {
      known.remove(key, change.expected());
    }
  }

  // An answer that was lost is asked for again; what ended the node's part in the cluster is not.
  private <T> void onAnswer(CompletionStage<T> stage, Consumer<T> then, Runnable again) {
    stage
        .thenAccept(then)
        .whenComplete((nothing, failure) -> {
          if (failure != null) {
            failed(Settlement.cause(failure), again);
          }
        });
  }

  private void failed(Throwable cause, Runnable again) {
    if (cause instanceof Table.Unclear || cause.getCause() instanceof Table.Unclear) {
      clock.after(AGAIN, again);
    } else if (cause instanceof JumpgateException) {
      LOG.debug("the table is not looked after any more", cause);
    } else {
      LOG.error("looking after the table failed", cause);
    }
  }
}
