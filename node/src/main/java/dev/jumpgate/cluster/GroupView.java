package dev.jumpgate.cluster;

import dev.jumpgate.cluster.GroupSignal.Enrollment;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Pid;
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
 * The members of all groups, laid together from what each node tells of its own; where two nodes
 * tell of one process, the higher epoch counts.
 *
 * <p>Guarded by whoever holds it, but for {@link #known}.
 */
final class GroupView {

  private static final Comparator<Pid> BY_PID =
      Comparator.comparing(Pid::node)
          .thenComparingLong(Pid::incarnation)
          .thenComparingLong(Pid::serial);

  private final Refs refs;
  private final Map<String, Share> shares = new HashMap<>();
  private final Map<String, List<Feed<Group.Change<?>>>> feeds = new HashMap<>();
  // What was looked at last, until a change. Empty groups are not kept: anybody can name one.
  private final Map<String, List<Group.Member<?>>> looks = new ConcurrentHashMap<>();

  GroupView(Refs refs) {
    this.refs = refs;
  }

  /** What a node tells. */
  Share share(String node) {
    return shares.computeIfAbsent(node, n -> new Share());
  }

  /** A node is lost: what it told is forgotten. */
  void forget(String node) {
    Share share = share(node);
    share.all().forEach(enrollment -> remove(share, enrollment.group(), enrollment.pid()));
    shares.remove(node);
  }

  /** The members as they were looked at last, or null where they have changed. */
  @Nullable List<Group.Member<?>> known(String group) {
    return looks.get(group);
  }

  /** The members, ordered by pid. */
  List<Group.Member<?>> look(String group) {
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
    String node = "";
    Enrollment latest = null;
    for (var share : shares.entrySet()) {
      Enrollment told = share.getValue().get(group, pid);
      if (told != null && (latest == null || told.epoch() > latest.epoch())) {
        node = share.getKey();
        latest = told;
      }
    }
    return latest == null
        ? null
        : new Group.Member<>(refs.resolve(pid, latest.name()), node, latest.metadata());
  }

  // --- changes ---

  void follow(String group, Feed<Group.Change<?>> feed) {
    List<Feed<Group.Change<?>>> followers = feeds.computeIfAbsent(group, g -> new ArrayList<>());
    followers.removeIf(Feed::isClosed);
    followers.add(feed);
  }

  void put(Share share, Enrollment enrollment) {
    change(enrollment.group(), enrollment.pid(), () -> share.put(enrollment));
  }

  void remove(Share share, String group, Pid pid) {
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

  void close() {
    feeds.values().forEach(followers -> followers.forEach(Feed::close));
  }
}
