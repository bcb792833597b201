package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Groups;
import dev.jumpgate.operator.Follower;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.PMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/** Brings what the ledgers of this node's processes say of groups to the cluster, and back. */
public final class Memberships implements AutoCloseable {

  private final String node;
  private final Groups groups;

  Memberships(String node, Groups groups) {
    this.node = node;
    this.groups = groups;
  }

  /**
   * A group as this node sees it at each look.
   *
   * @param sender how to send to a member
   */
  public <M> Group<M> group(String name, BiConsumer<Ref<M>, M> sender) {
    return new Group<>(
        name,
        node,
        () -> groups.members(name),
        sender,
        bound -> ThreadLocalRandom.current().nextInt(bound));
  }

  /** Tells each further change of a group until closed. */
  public <M> Operator.Subscription follow(String group, Follower<Group.Change<M>> follower) {
    return groups.follow(group, follower);
  }

  /** The process belongs to these groups now, where it belonged to those before. */
  void bring(
      Cell<?, ?> cell,
      PMap<String, PMap<String, String>> before,
      PMap<String, PMap<String, String>> now) {
    for (var change : Diff.between(before, now)) {
      switch (change) {
        case Diff.Added<String, PMap<String, String>>(var group, var metadata) ->
            join(cell, group, metadata);
        case Diff.Changed<String, PMap<String, String>>(var group, var _, var metadata) ->
            join(cell, group, metadata);
        case Diff.Removed<String, PMap<String, String>>(var group, var _) ->
            groups.leave(group, cell.pid());
      }
    }
  }

  private void join(Cell<?, ?> cell, String group, PMap<String, String> metadata) {
    groups.join(group, cell.pid(), cell.name(), cell.epoch(), metadata);
  }

  /** The process went to another node, and its memberships with it. */
  void departed(Cell<?, ?> cell, String to) {
    cell.committed()
        .ledger()
        .groups()
        .keySet()
        .forEach(group -> groups.departed(group, cell.pid(), to));
  }

  @Override
  public void close() {
    groups.close();
  }
}
