package dev.jumpgate.cluster;

import dev.jumpgate.cluster.GroupSignal.Enrollment;
import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that one node has told of. Guarded by whoever holds it. */
final class Share {

  private final Map<String, Map<Pid, Enrollment>> groups = new HashMap<>();
  private List<Enrollment> parts = new ArrayList<>();
  private long sequence;
  private boolean asked;

  @Nullable Enrollment get(String group, Pid pid) {
    return of(group).get(pid);
  }

  Map<Pid, Enrollment> of(String group) {
    return groups.getOrDefault(group, Map.of());
  }

  List<Enrollment> all() {
    return groups.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }

  void put(Enrollment enrollment) {
    groups
        .computeIfAbsent(enrollment.group(), g -> new HashMap<>())
        .put(enrollment.pid(), enrollment);
  }

  void remove(String group, Pid pid) {
    groups.computeIfPresent(
        group,
        (g, members) -> {
          members.remove(pid);
          return members.isEmpty() ? null : members;
        });
  }

  /** The number of this node's own next change. */
  long nextSequence() {
    return ++sequence;
  }

  long sequence() {
    return sequence;
  }

  /** True where a change with that number follows what is known. */
  boolean follows(long number) {
    if (number != sequence + 1) {
      return false;
    }
    sequence = number;
    return true;
  }

  /** True where its node was asked for everything and has not answered. */
  boolean asked() {
    return asked;
  }

  void asked(boolean now) {
    asked = now;
  }

  /** A part of everything has come; gives all of it with the last part. */
  @Nullable List<Enrollment> whole(GroupSignal.All part) {
    parts.addAll(part.enrollments());
    if (!part.last()) {
      return null;
    }
    List<Enrollment> whole = parts;
    parts = new ArrayList<>();
    sequence = part.sequence();
    asked = false;
    return whole;
  }
}
