package dev.jumpgate.cluster;

import dev.jumpgate.cluster.GroupSignal.Enrollment;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the cluster as this node sees them.
 *
 * <p>Each node speaks for its own processes: it tells the others every change, in order, and
 * everything when it is asked. A newcomer asks everybody; who misses a change asks again; what a
 * lost node told is forgotten. Nothing is agreed upon and nothing waits.
 *
 * <p>A process that moves is told of by two nodes for a while: the higher epoch counts. Its former
 * node withdraws it once it hears of it from the new one, so that nobody misses it in between.
 */
public final class Groups implements AutoCloseable {

  private static final int PART = 1_000;
  private static final Comparator<Pid> BY_PID =
      Comparator.comparing(Pid::node)
          .thenComparingLong(Pid::incarnation)
          .thenComparingLong(Pid::serial);

  private final Membership membership;
  private final Member self;
  private final Transport transport;
  private final Refs refs;
  private final Codec signals = Codec.of(Schema.of(GroupSignal.class), Refs.NONE);

  // Kept until a change; written under the lock, read without.
  private final Map<String, List<Group.Member<?>>> looks = new ConcurrentHashMap<>();

  // Guarded by this, which is never held while others' code runs.
  private final Map<String, Share> shares = new HashMap<>();
  private final Share own = new Share();
  private final Map<Seat, String> departed = new HashMap<>();
  private final Map<String, List<Feed<Group.Change<?>>>> feeds = new HashMap<>();

  private record Seat(String group, Pid pid) {}

  private record Claim(String node, Enrollment enrollment) {}

  public Groups(Membership membership, Transport transport, Refs refs) {
    this.membership = membership;
    this.self = membership.self();
    this.transport = transport;
    this.refs = refs;
    shares.put(self.name(), own);
    transport.receive(Transport.Channel.GROUPS, this::received);
    membership.listen(
        new Membership.Listener() {
          @Override
          public void joined(Member member) {
            ask(member);
          }

          @Override
          public void left(Member member) {
            forget(member.name());
          }
        });
    membership.members().forEach(this::ask);
  }

  // --- looking ---

  /** The members of a group, ordered by pid. */
  @SuppressWarnings("unchecked") // who asks for a group says what its members understand
  public <M> List<Group.Member<M>> members(String group) {
    List<?> known = looks.get(group);
    return (List<Group.Member<M>>) (known == null ? look(group) : known);
  }

  private synchronized List<?> look(String group) {
    Set<Pid> pids = new HashSet<>();
    shares.values().forEach(share -> pids.addAll(share.of(group).keySet()));
    List<Group.Member<?>> members =
        pids.stream().sorted(BY_PID).<Group.Member<?>>map(pid -> seen(group, pid)).toList();
    if (!members.isEmpty()) {
      looks.put(group, members);
    }
    return members;
  }

  private Group.@Nullable Member<?> seen(String group, Pid pid) {
    Claim claim = null;
    for (var share : shares.entrySet()) {
      Enrollment told = share.getValue().get(group, pid);
      if (told != null && (claim == null || told.epoch() > claim.enrollment.epoch())) {
        claim = new Claim(share.getKey(), told);
      }
    }
    return claim == null
        ? null
        : new Group.Member<>(
            refs.resolve(pid, claim.enrollment.name()), claim.node, claim.enrollment.metadata());
  }

  /**
   * Tells what happens to the members of a group from now on, until closed. Who reads the members
   * after this call misses nothing, and may be told of what it has read.
   */
  @SuppressWarnings("unchecked") // as above
  public synchronized <M> Operator.Subscription follow(
      String group, Follower<Group.Change<M>> follower) {
    var feed = Feed.<Group.Change<?>>open((Follower<Group.Change<?>>) (Follower<?>) follower);
    feeds.computeIfAbsent(group, g -> new ArrayList<>()).add(feed);
    return feed;
  }

  // --- this node's own processes ---

  /** A process of this node is a member from now on, or says something else of itself. */
  public synchronized void join(
      String group, Pid pid, @Nullable String name, long epoch, PMap<String, String> metadata) {
    departed.remove(new Seat(group, pid));
    var enrollment = new Enrollment(group, pid, name, epoch, metadata);
    put(own, enrollment);
    tell(new GroupSignal.Enrolled(own.nextSequence(), enrollment));
  }

  /** A process of this node is a member no longer. */
  public synchronized void leave(String group, Pid pid) {
    if (own.get(group, pid) != null) {
      departed.remove(new Seat(group, pid));
      remove(own, group, pid);
      tell(new GroupSignal.Withdrawn(own.nextSequence(), group, pid));
    }
  }

  /** A process went to {@code node}: it stays a member there. */
  public synchronized void departed(String group, Pid pid, String node) {
    if (membership.member(node).isEmpty()) {
      leave(group, pid);
    } else if (own.get(group, pid) != null) {
      departed.put(new Seat(group, pid), node);
    }
  }

  private void tell(GroupSignal signal) {
    byte[] frame = Codec.encode(signal);
    for (Member member : membership.members()) {
      if (!member.equals(self)) {
        transport.send(member.name(), Transport.Channel.GROUPS, frame);
      }
    }
  }

  // --- what others tell ---

  private synchronized void ask(Member member) {
    if (!member.equals(self)) {
      Share share = share(member.name());
      byte[] hello = Codec.encode(new GroupSignal.Hello());
      share.asked(transport.send(member.name(), Transport.Channel.GROUPS, hello));
    }
  }

  private Share share(String node) {
    return shares.computeIfAbsent(node, n -> new Share());
  }

  private synchronized void received(Member from, byte[] frame) {
    // What a lost node said last may come after the news of its loss.
    if (!membership.members().contains(from)) {
      return;
    }
    Share share = share(from.name());
    switch (signals.decode(frame, GroupSignal.class)) {
      case GroupSignal.Hello _ -> tellAll(from.name());
      case GroupSignal.All part -> {
        List<Enrollment> whole = share.whole(part);
        if (whole != null) {
          replace(share, whole);
        }
      }
      case GroupSignal.Enrolled(var sequence, var enrollment) -> {
        if (inOrder(from, share, sequence)) {
          take(share, enrollment);
        }
      }
      case GroupSignal.Withdrawn(var sequence, var group, var pid) -> {
        if (inOrder(from, share, sequence)) {
          remove(share, group, pid);
        }
      }
    }
  }

  private boolean inOrder(Member from, Share share, long sequence) {
    boolean follows = share.follows(sequence);
    if (!follows && !share.asked()) {
      ask(from);
    }
    return follows;
  }

  private void tellAll(String node) {
    List<Enrollment> all = own.all();
    int from = 0;
    do {
      int to = Math.min(all.size(), from + PART);
      var part =
          new GroupSignal.All(own.sequence(), to == all.size(), List.copyOf(all.subList(from, to)));
      transport.send(node, Transport.Channel.GROUPS, Codec.encode(part));
      from = to;
    } while (from < all.size());
  }

  private void replace(Share share, List<Enrollment> whole) {
    Set<Seat> kept = new HashSet<>();
    whole.forEach(enrollment -> kept.add(new Seat(enrollment.group(), enrollment.pid())));
    for (Enrollment old : share.all()) {
      if (!kept.contains(new Seat(old.group(), old.pid()))) {
        remove(share, old.group(), old.pid());
      }
    }
    whole.forEach(enrollment -> take(share, enrollment));
  }

  private void take(Share share, Enrollment enrollment) {
    put(share, enrollment);
    Enrollment mine = own.get(enrollment.group(), enrollment.pid());
    if (mine != null && mine.epoch() < enrollment.epoch()) {
      leave(enrollment.group(), enrollment.pid());
    }
  }

  private synchronized void forget(String node) {
    Share share = share(node);
    share.all().forEach(enrollment -> remove(share, enrollment.group(), enrollment.pid()));
    shares.remove(node);
    // What was on its way there did not arrive, or was lost there before it could be told.
    List<Seat> lost =
        departed.entrySet().stream()
            .filter(entry -> entry.getValue().equals(node))
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(seat -> leave(seat.group(), seat.pid()));
  }

  // --- one change ---

  private void put(Share share, Enrollment enrollment) {
    change(enrollment.group(), enrollment.pid(), () -> share.put(enrollment));
  }

  private void remove(Share share, String group, Pid pid) {
    change(group, pid, () -> share.remove(group, pid));
  }

  private void change(String group, Pid pid, Runnable edit) {
    Group.Member<?> before = seen(group, pid);
    edit.run();
    Group.Member<?> after = seen(group, pid);
    if (!Objects.equals(before, after)) {
      looks.remove(group);
      Group.Change<?> change = change(before, after);
      feeds.computeIfPresent(
          group,
          (g, followers) -> {
            followers.removeIf(feed -> !feed.offer(change));
            return followers.isEmpty() ? null : followers;
          });
    }
  }

  @SuppressWarnings("unchecked") // members of one group
  private static Group.Change<?> change(
      Group.@Nullable Member<?> before, Group.@Nullable Member<?> after) {
    if (after == null) {
      return new Group.Change.Left<>(Objects.requireNonNull(before));
    }
    return before == null
        ? new Group.Change.Joined<>(after)
        : new Group.Change.Changed<>((Group.Member<Object>) before, (Group.Member<Object>) after);
  }

  /** Ends what others follow here. */
  @Override
  public synchronized void close() {
    feeds.values().forEach(followers -> followers.forEach(Feed::close));
  }
}
