package dev.jumpgate.examples.finding;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.PMap;

/** What the pilots look for: counts its flashes, wherever it is. */
public final class Beacon implements Behavior<Beacon.State, Beacon.Message> {

  /** Its global name. */
  static final String NAME = "beacon";

  /** The name that it has on the node where it is, and only there. */
  static final String NAME_HERE = "beacon-here";

  /** The group that it is in. */
  static final String GROUP = "beacons";

  /** How often it has flashed. */
  public record State(long flashes) {}

  /** What it understands. */
  public sealed interface Message {

    /** Flashes, and tells the how manieth time it was. */
    record Flash() implements Message, Request<Message, Long> {}
  }

  @Override
  public State started(State state, Context<Message> context, Cause cause) {
    // A membership goes where the process goes. A name of a node stays behind and is free again.
    if (cause == Cause.SPAWNED) {
      context.join(GROUP, PMap.<String, String>empty().with("role", "primary"));
    }
    context.register(NAME_HERE);
    return state;
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Flash flash -> {
        context.reply(flash, state.flashes() + 1);
        yield new State(state.flashes() + 1);
      }
    };
  }
}
