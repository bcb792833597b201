package dev.jumpgate.runtime;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ChildStatus;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Supervisor;
import dev.jumpgate.process.Supervisor.Message;
import dev.jumpgate.state.PVec;

/**
 * The code of a supervisor. Its children report to it with {@link Notice.Report}, and obey {@link
 * Notice.Order}.
 */
final class Supervising implements Behavior<Brood, Supervisor.Message> {

  @Override
  public Brood started(Brood brood, Context<Message> context, Cause cause) {
    return switch (cause) {
      case SPAWNED, RESTARTED -> new Shift(brood, context).begin();
      case MOVED, UPGRADED, PROMOTED -> brood;
    };
  }

  @Override
  public Brood handle(Brood brood, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Children ask -> {
        context.reply(
            ask, PVec.<ChildStatus>copyOf(brood.inOrder().stream().map(Kid::status).toList()));
        yield brood;
      }
      case Message.Add ask -> new Shift(brood, context).add(ask);
      case Message.Terminate ask -> new Shift(brood, context).bring(ask, ask.id(), Kid.Goal.END);
      case Message.Restart ask -> new Shift(brood, context).restart(ask);
      case Message.Delete ask -> new Shift(brood, context).bring(ask, ask.id(), Kid.Goal.FORGET);
      case Message.Stop _ -> new Shift(brood, context).end(new ExitReason.Shutdown());
      case Message.Wake(var child, var step) -> new Shift(brood, context).wake(child, step);
    };
  }

  /** A child tells what it is at. */
  Brood reported(Brood brood, Pid child, Notice.Told what, Context<Message> context) {
    return brood
        .find(child)
        .map(kid -> {
          var shift = new Shift(brood, context);
          return switch (what) {
            case Notice.Ready _ -> shift.ready(kid);
            case Notice.Failed(var reason) -> shift.failed(kid, reason);
            case Notice.Stands _ -> shift.stands(kid);
          };
        })
        .orElse(brood);
  }

  /** The process of a child is over. */
  Brood gone(Brood brood, Pid child, ExitReason reason, Context<Message> context) {
    return brood.find(child).map(kid -> new Shift(brood, context).gone(kid, reason)).orElse(brood);
  }
}
