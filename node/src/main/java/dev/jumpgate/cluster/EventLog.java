package dev.jumpgate.cluster;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.Operator;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happened in the cluster, as this node has seen it: its own events and those it was told. */
public final class EventLog implements AutoCloseable {

  private static final int KEPT = 1024;

  private final Membership membership;
  private final Transport transport;
  private final InstantSource clock;
  private final Codec codec = Codec.of(Schema.of(Event.class), Refs.NONE);
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

  // Guarded by itself; held until an event has left, so that everybody hears them in order.
  private final AtomicLong sequence = new AtomicLong();

  // Guarded by this.
  private final ArrayDeque<Event> latest = new ArrayDeque<>();
  private final List<Feed<Event>> feeds = new ArrayList<>();

  public EventLog(Membership membership, Transport transport, InstantSource clock) {
    this.membership = membership;
    this.transport = transport;
    this.clock = clock;
    transport.receive(
        Transport.Channel.EVENTS, (from, frame) -> keep(codec.decode(frame, Event.class)));
    membership.listen(
        new Membership.Listener() {
          @Override
          public void joined(Member member) {
            reportAsEldest(Event.Kind.JOINED, member, "joined from " + member.address());
          }

          @Override
          public void left(Member member) {
            reportAsEldest(Event.Kind.LEFT, member, "left the cluster or was lost");
          }
        });
  }

  // Everybody sees who comes and goes; one tells, so that it is told once.
  private void reportAsEldest(Event.Kind kind, Member member, String what) {
    if (membership.members().getFirst().equals(membership.self())) {
      publish(kind, null, member.name() + " " + what);
    }
  }

  /**
   * Something happened here: keeps it and tells the other nodes.
   *
   * @param process the name or pid it is about, or null
   */
  public void publish(Event.Kind kind, @Nullable String process, String detail) {
    synchronized (sequence) {
      var event =
          new Event(
              clock.instant(),
              membership.self().name(),
              sequence.incrementAndGet(),
              kind,
              process,
              detail);
      keep(event);
      byte[] frame = Codec.encode(event);
      for (Member member : membership.members()) {
        if (!member.equals(membership.self())) {
          transport.send(member.name(), Transport.Channel.EVENTS, frame);
        }
      }
    }
  }

  private void keep(Event event) {
    synchronized (this) {
      if (latest.size() == KEPT) {
        latest.removeFirst();
      }
      latest.add(event);
      feeds.removeIf(feed -> !feed.offer(event));
    }
    listeners.forEach(listener -> listener.accept(event));
  }

  /** The latest events, oldest first. */
  public synchronized List<Event> latest() {
    return List.copyOf(latest);
  }

  /** Tells each further event, those of one node in its order, until closed. */
  public synchronized Operator.Subscription follow(Follower<Event> follower) {
    feeds.removeIf(Feed::isClosed);
    var feed = Feed.<Event>open(follower);
    feeds.add(feed);
    return feed;
  }

  /** Calls {@code listener} with each further event until closed. It must not block. */
  public Operator.Subscription listen(Consumer<Event> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Ends what others follow here. */
  @Override
  public synchronized void close() {
    feeds.forEach(Feed::close);
  }
}
