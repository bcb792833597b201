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
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Membership membership;
  private final Member self;
  private final Transport transport;
  private final Codec signals = Codec.of(Schema.of(GroupSignal.class), Refs.NONE);

  // Guarded by this, which is never held while others' code runs.
  private final GroupView view;
  private final Share own;
  // Processes that went to a node which has not told of them yet.
  private final Map<Seat, String> departed = new HashMap<>();

  private record Seat(String group, Pid pid) {}

  public Groups(Membership membership, Transport transport, Refs refs) {
    this.membership = membership;
    this.self = membership.self();
    this.transport = transport;
    this.view = new GroupView(refs);
    this.own = view.share(self.name());
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
    List<?> known = view.known(group);
    return (List<Group.Member<M>>) (known == null ? look(group) : known);
  }

  private synchronized List<?> look(String group) {
    return view.look(group);
  }

  /**
   * Tells what happens to the members of a group from now on, until closed. Who reads the members
   * after this call misses nothing, and may be told of what it has read.
   */
  @SuppressWarnings("unchecked") // as above
  public synchronized <M> Operator.Subscription follow(
      String group, Follower<Group.Change<M>> follower) {
    var feed = Feed.<Group.Change<?>>open((Follower<Group.Change<?>>) (Follower<?>) follower);
    view.follow(group, feed);
    return feed;
  }

  // --- this node's own processes ---

  /** A process of this node is a member from now on, or says something else of itself. */
  public synchronized void join(
      String group, Pid pid, @Nullable String name, long epoch, PMap<String, String> metadata) {
    departed.remove(new Seat(group, pid));
    var enrollment = new Enrollment(group, pid, name, epoch, metadata);
    view.put(own, enrollment);
    tell(new GroupSignal.Enrolled(own.nextSequence(), enrollment));
  }

  /** A process of this node is a member no longer. */
  public synchronized void leave(String group, Pid pid) {
    if (own.get(group, pid) != null) {
      departed.remove(new Seat(group, pid));
      view.remove(own, group, pid);
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
        transport.sendOwed(member.name(), Transport.Channel.GROUPS, frame);
      }
    }
  }

  // --- what others tell ---

  private synchronized void ask(Member member) {
    if (!member.equals(self)) {
      Share share = view.share(member.name());
      byte[] hello = Codec.encode(new GroupSignal.Hello());
      share.asked(
          transport.sendOwed(member.name(), Transport.Channel.GROUPS, hello)
              == Transport.Receipt.SENT);
    }
  }

  private synchronized void received(Member from, byte[] frame) {
    // What a lost node said last may come after the news of its loss.
    if (!membership.members().contains(from)) {
      return;
    }
    Share share = view.share(from.name());
    switch (signals.decode(frame, GroupSignal.class)) {
      case GroupSignal.Hello _ -> tellAll(from.name());
      case GroupSignal.All part -> {
        List<Enrollment> whole = share.whole(part);
        if (whole != null) {
          replace(share, whole);
          arrived(from.name(), share);
        }
      }
      case GroupSignal.Enrolled(var sequence, var enrollment) -> {
        if (inOrder(from, share, sequence)) {
          take(share, enrollment);
        }
      }
      case GroupSignal.Withdrawn(var sequence, var group, var pid) -> {
        if (inOrder(from, share, sequence)) {
          view.remove(share, group, pid);
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
      if (transport.sendOwed(node, Transport.Channel.GROUPS, Codec.encode(part))
          == Transport.Receipt.FULL) {
        Thread.ofVirtual().name("jumpgate-groups").start(() -> tellAllLater(node));
        return;
      }
      from = to;
    } while (from < all.size());
  }

  private void tellAllLater(String node) {
    try {
      while (!transport.awaitRoom(node, Transport.Channel.GROUPS, PATIENCE)) {}
    } catch (InterruptedException e) {
      return;
    }
    synchronized (this) {
      tellAll(node);
    }
  }

  private void replace(Share share, List<Enrollment> whole) {
    Set<Seat> kept = new HashSet<>();
    whole.forEach(enrollment -> kept.add(new Seat(enrollment.group(), enrollment.pid())));
    for (Enrollment old : share.all()) {
      if (!kept.contains(new Seat(old.group(), old.pid()))) {
        view.remove(share, old.group(), old.pid());
      }
    }
    whole.forEach(enrollment -> take(share, enrollment));
  }

  private void take(Share share, Enrollment enrollment) {
    view.put(share, enrollment);
    Enrollment mine = own.get(enrollment.group(), enrollment.pid());
    if (mine != null && mine.epoch() < enrollment.epoch()) {
      leave(enrollment.group(), enrollment.pid());
    }
  }

  private synchronized void forget(String node) {
    view.forget(node);
    arrived(node, new Share());
  }

  // Who went to that node, and is no member there: it left at once, or was lost with the node.
  private void arrived(String node, Share share) {
    List<Seat> gone =
        departed.entrySet().stream()
            .filter(entry -> entry.getValue().equals(node))
            .map(Map.Entry::getKey)
            .filter(seat -> share.get(seat.group(), seat.pid()) == null)
            .toList();
    gone.forEach(seat -> leave(seat.group(), seat.pid()));
  }

  /** Ends what others follow here. */
  @Override
  public synchronized void close() {
    view.close();
  }
}
