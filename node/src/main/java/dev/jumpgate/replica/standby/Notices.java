package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.MoveResult;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What operators are told of standbys, as events of the cluster. */
final class Notices implements Keepers.Observer {

  private static final Logger LOG = LogManager.getLogger(Notices.class);

  private final EventLog events;

  Notices(EventLog events) {
    this.events = events;
  }

  @Override
  public void safe(Subject subject, Standby standby) {
    publish(
        Event.Kind.STANDBY,
        subject.key(),
        "has its standby on %s (%s)".formatted(standby.node(), standby.sync() ? "sync" : "async"));
  }

  @Override
  public void lost(Subject subject, Standby former, String why) {
    publish(
        Event.Kind.STANDBY,
        subject.key(),
        "has no standby on %s any more: %s".formatted(former.node(), why));
  }

  /**
   * The process goes on here.
   *
   * @param planned true where its owner lives and has given it away
   */
  void promoted(Copy copy, Owner owner, boolean planned) {
    publish(
        Event.Kind.PROMOTED,
        copy.key(),
        "from %s to %s, epoch %d: %s"
            .formatted(
                copy.owner().name(),
                owner.node(),
                owner.epoch(),
                planned
                    ? "as an operator wanted"
                    : "%s was lost; its state is that of the standby, its history begins anew"
                        .formatted(copy.owner().name())));
  }

  /** It was moved to its standby. */
  void moved(MoveResult move) {
    publish(
        Event.Kind.MOVED,
        move.name(),
        "from %s to %s, epoch %d, by its standby".formatted(move.from(), move.to(), move.epoch()));
  }

  /** Its owner is lost, and an operator has to decide. */
  void waiting(Copy copy) {
    LOG.warn(
        "{} is lost, and nothing proves that it is dead: /failover {} --force has {} go on here",
        copy.owner().name(),
        copy.key(),
        copy.key());
    publish(
        Event.Kind.STANDBY,
        copy.key(),
        "waits: nothing proves that %s is dead; see /help failover".formatted(copy.owner().name()));
  }

  // Not under the locks of those who report: an event goes to all nodes.
  private void publish(Event.Kind kind, String process, String detail) {
    Thread.ofVirtual().name("jumpgate-events").start(() -> events.publish(kind, process, detail));
  }
}
