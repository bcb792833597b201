package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Hazelcast's member list; it keeps the order of age. */
final class MemberList implements Membership {

  private final Cluster cluster;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  MemberList(Cluster cluster) {
    this.cluster = cluster;
  }

  void begin() {
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

  @Override
  public Member self() {
    return member(cluster.getLocalMember());
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
        address.getHost() + ":" + address.getPort());
  }
}
