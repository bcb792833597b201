package dev.jumpgate.examples.finding;

import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Group;
import dev.jumpgate.process.Ref;
import java.time.Duration;
import java.util.Optional;

/** Asks the beacon for a flash again and again, and counts the answers. */
public final class Pilot implements Behavior<Pilot.State, Pilot.Message> {

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** How a pilot finds the beacon. */
  public enum Way {
    /** Its reference bears the global name, and follows it. */
    NAME,
    /** It asks its own node each time: for the local name, or else for a member of the group. */
    GROUP,
    /** Whoever follows the cluster's events tells it after each move. */
    EVENTS,
    /** It keeps the first reference it saw; a former owner redirects it. */
    REFERENCE
  }

  /**
   * What the pilot knows.
   *
   * @param beacon where it believes the beacon to be
   * @param answers how many flashes it was told of
   * @param failures how many of its questions had no answer
   * @param sightings how often it was told of another place
   */
  public record State(
      Way way, Optional<Ref<Beacon.Message>> beacon, long answers, long failures, long sightings) {

    /** One that has to look first. */
    static State looking(Way way) {
      return new State(way, Optional.empty(), 0, 0, 0);
    }

    /** One that has a reference from the beginning. */
    static State knowing(Way way, Ref<Beacon.Message> beacon) {
      return new State(way, Optional.of(beacon), 0, 0, 0);
    }

    State at(Optional<Ref<Beacon.Message>> place) {
      return new State(way, place, answers, failures, sightings);
    }

    State sighted(Ref<Beacon.Message> place) {
      return new State(way, Optional.of(place), answers, failures, sightings + 1);
    }

    State answered() {
      return new State(way, beacon, answers + 1, failures, sightings);
    }

    State failed() {
      return new State(way, beacon, answers, failures + 1, sightings);
    }
  }

  /** What a pilot understands. */
  public sealed interface Message {

    /** Asks for the next flash. */
    record Steer() implements Message {}

    /** The beacon has moved, and this is a reference to it. */
    record Sighted(Ref<Beacon.Message> beacon) implements Message {}
  }

  @Override
  public State started(State state, Context<Message> context, Cause cause) {
    if (cause == Cause.SPAWNED) {
      context.after(PAUSE, new Message.Steer());
    }
    return state;
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Sighted(var beacon) -> state.sighted(beacon);
      case Message.Steer() -> {
        Optional<Ref<Beacon.Message>> beacon = find(state, context);
        if (beacon.isPresent()) {
          context.ask(beacon.get(), new Beacon.Message.Flash(), "flash");
        } else {
          context.after(PAUSE, new Message.Steer());
        }
        yield state.at(beacon);
      }
    };
  }

  private static Optional<Ref<Beacon.Message>> find(State state, Context<Message> context) {
    return switch (state.way()) {
      case NAME -> state.beacon();
      case GROUP -> {
        Optional<Ref<Beacon.Message>> here = context.whereis(Beacon.NAME_HERE, Beacon.class);
        yield here.or(() -> member(context));
      }
      case EVENTS, REFERENCE -> state.beacon().or(() -> member(context));
    };
  }

  private static Optional<Ref<Beacon.Message>> member(Context<Message> context) {
    return context.group(Beacon.GROUP, Beacon.class).members().stream()
        .filter(member -> "primary".equals(member.metadata().get("role")))
        .map(Group.Member::ref)
        .findFirst();
  }

  @Override
  public State answered(State state, Answer<?> answer, Context<Message> context) {
    context.after(PAUSE, new Message.Steer());
    return switch (answer) {
      case Answer.Value<?> _ -> state.answered();
      case Answer.Failure<?> _ -> state.failed();
    };
  }
}
