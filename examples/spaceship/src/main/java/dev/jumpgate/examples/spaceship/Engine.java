package dev.jumpgate.examples.spaceship;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import java.time.Duration;

/** The ship's engine: burns fuel for each thrust, says what is left, and fills up in time. */
public final class Engine implements Behavior<Engine.State, Engine.Message> {

  static final double TANK = 100_000;

  private static final double RESERVE = TANK / 10;
  private static final Duration FILLING = Duration.ofSeconds(2);

  /**
   * What the engine knows.
   *
   * @param burns how many thrusts it made
   * @param filling a tanker is on its way
   */
  public record State(double fuel, long burns, boolean filling) {

    /** A full tank. */
    static State full() {
      return new State(TANK, 0, false);
    }

    Gauge gauge() {
      return new Gauge(fuel, burns);
    }
  }

  /** What others may know of it. */
  public record Gauge(double fuel, long burns) {}

  /** What the engine understands. */
  public sealed interface Message {

    /** Burns fuel and reports to who asked. */
    record Burn(double amount, Ref<Navigation.Message> by) implements Message {}

    /** The tanker is there. */
    record Fill() implements Message {}

    /** What does the gauge show? */
    record Look() implements Message, Query<Message, Gauge> {}
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Burn(double amount, Ref<Navigation.Message> by) -> {
        double left = Math.max(0, state.fuel() - amount);
        context.send(by, new Navigation.Message.Fuel(left));
        boolean low = left < RESERVE;
        if (low && !state.filling()) {
          context.after(FILLING, new Message.Fill());
        }
        yield new State(left, state.burns() + 1, low || state.filling());
      }
      case Message.Fill() -> new State(TANK, state.burns(), false);
      case Message.Look look -> {
        context.reply(look, state.gauge());
        yield state;
      }
    };
  }
}
