package dev.jumpgate.examples.spaceship;

import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.Optional;

/** The ship's radar: asks where the ship is and how its engine does, and keeps the last answers. */
public final class Radar implements Behavior<Radar.State, Radar.Message> {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * What the radar saw last.
   *
   * @param sweeps how many times it looked
   * @param silent how many of its questions nobody answered
   */
  public record State(
      long sweeps,
      long silent,
      Optional<Navigation.Waypoint> ship,
      Optional<Engine.Gauge> engine,
      Ref<Navigation.Message> navRef,
      Ref<Engine.Message> engineRef) {

    /** Before the first sweep. */
    static State dark(Ref<Navigation.Message> nav, Ref<Engine.Message> engine) {
      return new State(0, 0, Optional.empty(), Optional.empty(), nav, engine);
    }

    State swept() {
      return new State(sweeps + 1, silent, ship, engine, navRef, engineRef);
    }

    State missed() {
      return new State(sweeps, silent + 1, ship, engine, navRef, engineRef);
    }

    State saw(Navigation.Waypoint at) {
      return new State(sweeps, silent, Optional.of(at), engine, navRef, engineRef);
    }

    State saw(Engine.Gauge gauge) {
      return new State(sweeps, silent, ship, Optional.of(gauge), navRef, engineRef);
    }
  }

  /** What the radar understands. */
  public sealed interface Message {

    /** Looks around, and again after a while. */
    record Sweep() implements Message {}
  }

  @Override
  public State started(State state, Context<Message> context, Cause cause) {
    // Its timer travels with it: only a new one needs the first push.
    if (cause == Cause.SPAWNED) {
      context.after(PERIOD, new Message.Sweep());
    }
    return state;
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Sweep() -> {
        context.ask(state.navRef(), new Navigation.Message.Position(), "nav");
        context.ask(state.engineRef(), new Engine.Message.Look(), "engine");
        context.after(PERIOD, new Message.Sweep());
        yield state.swept();
      }
    };
  }

  @Override
  public State answered(State state, Answer<?> answer, Context<Message> context) {
    return switch (answer) {
      case Answer.Value<?>(_, Navigation.Waypoint at) -> state.saw(at);
      case Answer.Value<?>(_, Engine.Gauge gauge) -> state.saw(gauge);
      case Answer.Value<?> other -> throw new IllegalStateException("nobody asked for " + other);
      case Answer.Failure<?> _ -> state.missed();
    };
  }
}
