package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.process.Pid;
import java.util.function.Predicate;

/**
 * What becomes of calls, routes and relations when nodes are lost, cut off for a moment, or join.
 */
final class Absence {

  private final Delivery delivery;
  private final Calls calls;
  private final Post post;
  private final Routes routes;

  Absence(Delivery delivery, Calls calls, Post post, Routes routes) {
    this.delivery = delivery;
    this.calls = calls;
    this.post = post;
    this.routes = routes;
  }

  void lost(Member member) {
    Predicate<Pid> gone =
        pid ->
            routes.lead(pid, member.name())
                && !delivery.whereabouts().isElsewhere(pid, member.name());
    delivery.retries().lost(member);
    failCalls(gone, member.name() + " was lost");
    delivery.relations().lost(gone.and(pid -> delivery.cell(pid) == null));
    post.left(member);
    routes.lost(member);
  }

  void joined(Member member) {
    post.joined(member);
    routes.joined(member);
    delivery.retries().joined(member);
  }

  /** What was under way between here and that node may be lost, though it lives. */
  void interrupted(Member member) {
    failCalls(
        pid -> routes.lead(pid, member.name()),
        "the connection to %s was lost".formatted(member.name()));
    routes.flushAgain();
    delivery.retries().interrupted(member);
  }

  private void failCalls(Predicate<Pid> targets, String why) {
    var failed =
        new Outcome.Failed(
            Outcome.Why.LOST, why + " before it answered; the call may have been applied");
    delivery.retries().whileNoneEnters(() -> calls.fail(targets, delivery.retries()::has, failed));
  }
}
