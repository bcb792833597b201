package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.topic.ITopic;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Hazelcast's member list; it keeps the order of age. */
final class MemberList implements Membership {

  private static final Logger LOG = LogManager.getLogger(MemberList.class);

  private final Cluster cluster;
  private final Member self;
  // Hazelcast tells of one who left on purpose and of one who was lost in the same way.
  private final ITopic<String> farewells;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  MemberList(Cluster cluster, ITopic<String> farewells) {
    this.cluster = cluster;
    this.self = member(cluster.getLocalMember());
    this.farewells = farewells;
  }

  void begin() {
    farewells.addMessageListener(message -> farewell(message.getMessageObject()));
    cluster.addMembershipListener(
        new MembershipListener() {
          @Override
          public void memberAdded(MembershipEvent event) {
            Member member = member(event.getMember());
            listeners.forEach(listener -> listener.joined(member));
          }

          @Override
          public void memberRemoved(MembershipEvent event) {
            Member member = member(event.getMember());
            listeners.forEach(listener -> listener.left(member));
          }
        });
  }

  void sayFarewell() {
    try {
      farewells.publish(life(self));
    } catch (HazelcastException e) {
      LOG.debug("nobody hears the farewell of {}", self.name(), e);
    }
  }

  private void farewell(String life) {
    var member = farewellOf(life);
    listeners.forEach(listener -> listener.leaving(member));
  }

  private static String life(Member member) {
    return member.name() + " " + member.incarnation();
  }

  private static Member farewellOf(String life) {
    String[] parts = life.split(" ", 2);
    return new Member(parts[0], Long.parseLong(parts[1]), "");
  }

  @Override
  public Member self() {
    return self;
  }

  @Override
  public List<Member> members() {
    return cluster.getMembers().stream().map(MemberList::member).toList();
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  Optional<com.hazelcast.cluster.Member> hazelcastMember(String name) {
    return cluster.getMembers().stream()
        .filter(m -> name.equals(m.getAttribute(HazelcastSettings.NODE_NAME)))
        .findFirst();
  }

  Optional<Member> byUuid(@Nullable UUID uuid) {
    return cluster.getMembers().stream()
        .filter(m -> m.getUuid().equals(uuid))
        .map(MemberList::member)
        .findFirst();
  }

  private static Member member(com.hazelcast.cluster.Member member) {
    String name = member.getAttribute(HazelcastSettings.NODE_NAME);
    String incarnation = member.getAttribute(HazelcastSettings.INCARNATION);
    var address = member.getAddress();
    return new Member(
        name == null ? "?" : name,
        incarnation == null ? 0 : Long.parseLong(incarnation, 36),
        address.getHost() + ":" + address.getPort(),
        Boolean.parseBoolean(member.getAttribute(HazelcastSettings.WITNESS)));
  }
}
