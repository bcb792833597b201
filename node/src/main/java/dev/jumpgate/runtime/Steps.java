package dev.jumpgate.runtime;

import dev.jumpgate.process.Child;
import dev.jumpgate.process.ChildStatus;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import dev.jumpgate.process.Supervisor.Message;
import dev.jumpgate.process.Supervisor.Strategy;
import dev.jumpgate.runtime.Kid.At;
import dev.jumpgate.runtime.Kid.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The steps that a supervisor can take now to get its children to where they are to be. First those
 * that are to stand or to end, the last one first; then those that are to run, the first one first;
 * one at a time, unless the supervisor is dynamic.
 */
final class Steps {

  private final Turn<Message> turn;

  Steps(Turn<Message> turn) {
    this.turn = turn;
  }

  /** Takes the steps that concern these children, in the order of their start. */
  Brood take(Brood brood, List<Kid> concerned) {
    Brood now = brood;
    boolean waits = false;
    for (Kid kid : concerned.reversed()) {
      Goal goal = goal(kid, now);
      if (goal != Goal.RUN && !kid.isDoneWith(goal)) {
        now = now.with(kid.at() == wayTo(goal, kid) ? kid : tell(kid, goal));
        waits = true;
      } else if (goal == Goal.END || goal == Goal.FORGET) {
        now = over(now, kid, goal);
      }
      if (waits && !now.isDynamic()) {
        return now;
      }
    }
    if (now.isEnding()) {
      return ended(now);
    }
    return waits ? now : start(now, concerned);
  }

  private static Goal goal(Kid kid, Brood brood) {
    return brood.isEnding() && kid.goal() != Goal.FORGET ? Goal.END : kid.goal();
  }

  private static At wayTo(Goal goal, Kid kid) {
    return goal == Goal.HALT && !kid.isSupervisor() ? At.HALTING : At.ENDING;
  }

  // --- to stand and to end ---

  private Kid tell(Kid kid, Goal goal) {
    At way = wayTo(goal, kid);
    Duration deadline = kid.child().shutdown();
    Kid told = kid.at(way);
    if (way == At.HALTING) {
      tell(kid, new Notice.Stand(turn.pid()));
    } else if (deadline != null && deadline.isZero()) {
      kill(kid);
      return told.next();
    } else if (kid.isSupervisor() && kid.pid() != null && kid.at() != At.STANDING) {
      turn.send(turn.supervisor(kid.pid()), new Message.Stop());
    } else {
      ExitReason reason = kid.reason();
      tell(kid, new Notice.Leave(turn.pid(), reason == null ? new ExitReason.Shutdown() : reason));
    }
    return deadline == null ? told.next() : wakeAfter(deadline, told);
  }

  void kill(Kid kid) {
    tell(kid, new Notice.Kill(turn.pid()));
  }

  private void tell(Kid kid, Notice order) {
    if (kid.pid() != null) {
      turn.tell(kid.pid(), order);
    }
  }

  Kid wakeAfter(Duration delay, Kid kid) {
    Kid next = kid.next();
    turn.after(delay, new Message.Wake(next.order(), next.step()));
    return next;
  }

  private Brood over(Brood brood, Kid kid, Goal goal) {
    reply(kid.caller(), Optional.of(kid.to(goal).status()));
    // A dynamic supervisor that ends counts down by forgetting.
    return goal == Goal.FORGET || brood.isDynamic()
        ? brood.without(kid)
        : brood.with(kid.wanting(null).awaitedBy(Optional.empty()));
  }

  private Brood ended(Brood brood) {
    boolean over = brood.isDynamic() ? brood.kids().isEmpty() : brood.byPid().isEmpty();
    if (over && brood.end() != null) {
      turn.stop(brood.end());
    }
    return brood;
  }

  // --- to run ---

  private Brood start(Brood brood, List<Kid> concerned) {
    Brood now = brood;
    boolean all = true;
    boolean inOrder = !now.isDynamic();
    boolean together = inOrder && now.plan().strategy() != Strategy.ONE_FOR_ONE;
    for (Kid before : concerned) {
      Kid kid = now.kids().get(before.order());
      if (kid == null || kid.goal() == Goal.END || kid.at() == At.RUNNING) {
        continue;
      }
      all = false;
      if (kid.at() == At.STARTING) {
        if (inOrder) {
          break;
        }
      } else if (kid.paused()) {
        if (together) {
          break;
        }
      } else {
        now = now.with(start(kid.to(Goal.RUN)).at(At.STARTING).next());
        if (inOrder) {
          break;
        }
      }
    }
    return all && now.phase() == Brood.Phase.STARTING ? now.in(Brood.Phase.SERVING) : now;
  }

  private Kid start(Kid kid) {
    if (kid.pid() == null) {
      return kid.as(turn.begin(kid.child()));
    }
    boolean fresh = kid.child().fromInitial();
    tell(
        kid,
        new Notice.Go(
            turn.pid(),
            fresh && kid.child().code() instanceof Child.Code.OfBehavior code ? code : null));
    return kid;
  }

  // --- who asked ---

  Optional<ReplyTo<Optional<ChildStatus>>> caller(Request<Message, Optional<ChildStatus>> ask) {
    return turn.isAwaited() ? Optional.of(turn.later(ask)) : Optional.empty();
  }

  void reply(Optional<ReplyTo<Optional<ChildStatus>>> caller, Optional<ChildStatus> status) {
    caller.ifPresent(to -> turn.reply(to, status));
  }

  void gaveUp(String why) {
    turn.gaveUp(why);
  }
}
