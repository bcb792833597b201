package dev.jumpgate.runtime;

import dev.jumpgate.process.ChildStatus;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Request;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.process.Supervisor.Message;
import dev.jumpgate.process.Supervisor.Strategy;
import dev.jumpgate.runtime.Kid.At;
import dev.jumpgate.runtime.Kid.Goal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a supervisor makes of one message: first what is to become of each child, then the {@link
 * Steps} that get them there. Confined to one turn.
 */
final class Shift {

  private final Steps steps;
  private Brood brood;

  Shift(Brood brood, Context<Message> context) {
    this.brood = brood;
    this.steps = new Steps((Turn<Message>) context);
  }

  Brood begin() {
    brood = brood.anew();
    return steps.take(brood, brood.inOrder());
  }

  // --- what it is asked ---

  Brood add(Message.Add ask) {
    Kid there = brood.find(ask.child().id()).orElse(null);
    if (there != null || brood.isEnding()) {
      steps.reply(steps.caller(ask), Optional.ofNullable(there).map(Kid::status));
      return brood;
    }
    Kid kid = Kid.of(brood.next(), ask.child()).awaitedBy(steps.caller(ask));
    brood = brood.plus(kid);
    return go(kid);
  }

  Brood bring(Request<Message, Optional<ChildStatus>> ask, String id, Goal goal) {
    Kid kid = brood.find(id).orElse(null);
    if (kid == null) {
      steps.reply(steps.caller(ask), Optional.empty());
      return brood;
    }
    boolean forgotten = goal == Goal.FORGET || kid.isTemporary() || brood.isDynamic();
    return go(awaited(kid, ask).to(forgotten ? Goal.FORGET : Goal.END));
  }

  Brood restart(Message.Restart ask) {
    Kid kid = brood.find(ask.id()).orElse(null);
    if (kid == null) {
      steps.reply(steps.caller(ask), Optional.empty());
      return brood;
    }
    return go(awaited(kid, ask).to(kid.at() == At.NOWHERE ? Goal.RUN : Goal.HALT));
  }

  // Whoever waited before gets to know how things are, for they will be otherwise.
  private Kid awaited(Kid kid, Request<Message, Optional<ChildStatus>> ask) {
    steps.reply(kid.caller(), Optional.of(kid.status()));
    return kid.paused(false).awaitedBy(steps.caller(ask));
  }

  Brood end(ExitReason reason) {
    if (!brood.isEnding()) {
      brood = brood.ending(reason);
    }
    return steps.take(brood, brood.inOrder());
  }

  Brood wake(long order, long step) {
    Kid kid = brood.kids().get(order);
    if (kid == null || kid.step() != step) {
      return brood;
    }
    return switch (kid.at()) {
      case ENDING, HALTING -> {
        steps.kill(kid);
        yield brood;
      }
      case NOWHERE, STARTING, RUNNING, STANDING -> go(kid.paused(false));
    };
  }

  // --- what it hears of its children ---

  Brood ready(Kid kid) {
    if (kid.at() != At.STARTING) {
      return brood; // it was told to do something else meanwhile
    }
    steps.reply(kid.caller(), Optional.of(kid.at(At.RUNNING).status()));
    return go(kid.at(At.RUNNING).awaitedBy(Optional.empty()));
  }

  Brood stands(Kid kid) {
    return go(kid.at(At.STANDING));
  }

  /** It failed, or wants to end, and stands. */
  Brood failed(Kid kid, ExitReason reason) {
    if (brood.isEnding() || kid.goal() != Goal.RUN) {
      return go(kid.at(At.STANDING));
    }
    boolean first = kid.at() == At.STARTING;
    return decide(kid.at(At.STANDING).wanting(reason), reason, first);
  }

  /** Its process is over. */
  Brood gone(Kid kid, ExitReason reason) {
    boolean first = kid.at() == At.STARTING;
    Kid left = kid.at(At.NOWHERE).as(null);
    return brood.isEnding() || kid.goal() != Goal.RUN ? go(left) : decide(left, reason, first);
  }

  private Brood decide(Kid kid, ExitReason reason, boolean first) {
    if (first && kid.caller().isPresent() && kid.failures() == 0) {
      return go(kid.to(kid.isNew() ? Goal.FORGET : Goal.END)); // whoever asked is told
    }
    if (first && brood.phase() == Brood.Phase.STARTING && kid.failures() == 0) {
      brood = brood.with(kid);
      return giveUp("%s did not start: %s".formatted(kid.child().id(), reason));
    }
    if (!kid.returnsAfter(reason)) {
      boolean forgotten = kid.isTemporary() || brood.isDynamic();
      return go(kid.to(forgotten ? Goal.FORGET : Goal.END));
    }
    long now = System.currentTimeMillis();
    brood = brood.restarted(now);
    if (brood.isTooMuch()) {
      brood = brood.with(kid);
      return giveUp(
          "more than %d restarts within %s, the last one of %s: %s"
              .formatted(brood.plan().restarts(), brood.plan().within(), kid.child().id(), reason));
    }
    group(kid)
        .forEach(
            other -> brood = brood.with(other.to(other.isTemporary() ? Goal.FORGET : Goal.HALT)));
    return go(pause(kid.wanting(null), now));
  }

  private Brood giveUp(String why) {
    steps.gaveUp(why);
    return end(new ExitReason.Crashed(why));
  }

  // Those that start again with it; the last one first.
  private List<Kid> group(Kid kid) {
    Strategy strategy = brood.plan().strategy();
    if (strategy == Strategy.ONE_FOR_ONE || strategy == Strategy.DYNAMIC) {
      return List.of();
    }
    return brood.inOrder().stream()
        .filter(other -> other.order() != kid.order() && other.goal() == Goal.RUN)
        .filter(other -> strategy == Strategy.ONE_FOR_ALL || other.order() > kid.order())
        .sorted(Comparator.comparingLong(Kid::order).reversed())
        .toList();
  }

  private Kid pause(Kid kid, long now) {
    Supervisor plan = brood.plan();
    long quiet = Math.max(plan.within().toMillis(), 2 * plan.longestPause().toMillis());
    int inARow = now - kid.failedAt() > quiet ? 1 : kid.failures() + 1;
    Kid failed = kid.failed(inARow, now);
    Duration pause = Backoff.of(plan.pause(), plan.longestPause(), inARow);
    return pause.isZero() ? failed : steps.wakeAfter(pause, failed.paused(true));
  }

  private Brood go(Kid kid) {
    brood = brood.with(kid);
    return steps.take(brood, brood.isDynamic() ? List.of(kid) : brood.inOrder());
  }
}
