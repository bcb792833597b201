package dev.jumpgate.runtime;

import dev.jumpgate.process.Behavior;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a process makes of an envelope that is no message of its own type. */
final class Reaction {

  private Reaction() {}

  /** The state after the envelope came when the process had {@code now}. */
  static <S, M> @Nullable S to(
      Envelope envelope, Revision<S, M> now, Turn<M> turn, Delivery delivery) {
    Behavior<S, M> behavior = now.kind().behavior();
    S state = now.state();
    return switch (envelope) {
      case Envelope.Started started -> behavior.started(state, turn, started.cause);
      case Envelope.Due due -> {
        Ledger.Timer timer = now.ledger().timers().get(due.timer);
        yield timer == null
            ? state
            : behavior.handle(state, now.kind().contents().message(timer.message()), turn);
      }
      case Envelope.Answered answered ->
          answered(now, answered.ask, answered.outcome, turn, delivery);
      case Envelope.Overdue overdue ->
          answered(
              now,
              overdue.ask,
              new Outcome.Failed(Outcome.Why.TIMED_OUT, "no answer in time"),
              turn,
              delivery);
      case Envelope.Told told -> {
        if (told.notice.from() != null) {
          delivery.relations().keepWays(List.of(told.notice.from()));
        }
        yield Notices.react(told.notice, now, turn);
      }
      default -> throw new IllegalStateException("nothing to do for " + envelope);
    };
  }

  private static <S, M> @Nullable S answered(
      Revision<S, M> now, long ask, Outcome outcome, Turn<M> turn, Delivery delivery) {
    delivery.retries().answered(turn.pid(), ask);
    Ledger.Asked asked = now.ledger().asked().get(ask);
    return asked == null
        ? now.state() // answered before, or too late
        : now.kind()
            .behavior()
            .answered(now.state(), now.kind().contents().answer(asked, outcome), turn);
  }
}
