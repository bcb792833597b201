package dev.jumpgate.examples.spaceship;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A ship's navigation computer, which also keeps a log of every client that steers it.
 *
 * <p>Version 2: it has an odometer, counts each client's thrusts, and keeps its heading in whole
 * degrees.
 */
public final class Navigation implements Behavior<Navigation.State, Navigation.Message> {

  /** A place. */
  public record Waypoint(double x, double y) {}

  /**
   * What one client has done so far.
   *
   * @param applied how many of its commands were applied
   * @param last the highest number among them
   * @param disorder how many came with a number that was not above all before it: a second time, or
   *     after one that was sent later
   * @param thrusts how many of the applied ones moved the ship, since this was counted
   */
  public record Log(long applied, long last, long disorder, long thrusts) {

    static final Log EMPTY = new Log(0, 0, 0, 0);

    Log with(Message.Command command) {
      return new Log(
          applied + 1,
          Math.max(last, command.number()),
          disorder + (command.number() > last ? 0 : 1),
          thrusts + (command instanceof Message.Thrust ? 1 : 0));
    }
  }

  /**
   * What the computer knows.
   *
   * @param heading in whole degrees, 0 to 359
   * @param fuel what the engine reported last
   * @param chart places by name
   * @param logs by client
   * @param engine told about every thrust
   * @param odometer how far it has flown, since it has one
   */
  public record State(
      double x,
      double y,
      int heading,
      double fuel,
      PMap<String, Waypoint> chart,
      PMap<String, Log> logs,
      Ref<Engine.Message> engine,
      double odometer) {

    /** A ship at rest in port. */
    static State docked(Ref<Engine.Message> engine) {
      var chart = PMap.of("home", new Waypoint(0, 0), "gate", new Waypoint(1_000, 250));
      return new State(0, 0, 0, Engine.TANK, chart, PMap.empty(), engine, 0);
    }

    Log log(String client) {
      return Objects.requireNonNullElse(logs.get(client), Log.EMPTY);
    }

    State logged(Message.Command command) {
      var next = logs.with(command.client(), log(command.client()).with(command));
      return new State(x, y, heading, fuel, chart, next, engine, odometer);
    }

    State moved(double dx, double dy) {
      double flown = odometer + Math.hypot(dx, dy);
      return new State(x + dx, y + dy, heading, fuel, chart, logs, engine, flown);
    }

    State turned(double angle) {
      return new State(x, y, degrees(heading + angle), fuel, chart, logs, engine, odometer);
    }

    State charted(String name, Waypoint at) {
      return new State(x, y, heading, fuel, chart.with(name, at), logs, engine, odometer);
    }

    State fueled(double left) {
      return new State(x, y, heading, left, chart, logs, engine, odometer);
    }

    /** A turn to the left of north is one to the right of it, which version 1 did not know. */
    static int degrees(double angle) {
      return Math.floorMod(Math.round(angle), 360);
    }
  }

  /** What the computer understands. */
  public sealed interface Message {

    /** What clients send: numbered 1, 2, 3... by each of them, sends and calls alike. */
    sealed interface Command extends Message {
      String client();

      long number();
    }

    /** Moves the ship. */
    record Thrust(String client, long number, double dx, double dy) implements Command {}

    /** Writes a place into the chart. */
    record Chart(String client, long number, String name, Waypoint at) implements Command {}

    /** Turns the ship; the answer is the client's log, this command included. */
    record Turn(String client, long number, double angle)
        implements Command, Request<Message, Log> {}

    /** Where is the ship? */
    record Position() implements Message, Query<Message, Waypoint> {}

    /** The engine reports what is left in the tank. */
    record Fuel(double left) implements Message {}

    /** Blocks the computer for a while: for those who want to look at a process that is stuck. */
    record Hold(Duration duration) implements Message {}
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Thrust thrust -> {
        double effort = Math.hypot(thrust.dx(), thrust.dy());
        context.send(state.engine(), new Engine.Message.Burn(effort, context.self()));
        yield state.logged(thrust).moved(thrust.dx(), thrust.dy());
      }
      case Message.Chart chart -> state.logged(chart).charted(chart.name(), chart.at());
      case Message.Turn turn -> {
        State next = state.logged(turn).turned(turn.angle());
        context.reply(turn, next.log(turn.client()));
        yield next;
      }
      case Message.Position position -> {
        context.reply(position, new Waypoint(state.x(), state.y()));
        yield state;
      }
      case Message.Fuel(double left) -> state.fueled(left);
      case Message.Hold(Duration duration) -> {
        hold(duration);
        yield state;
      }
    };
  }

  /** Names and types alone do not say how a heading becomes whole degrees. */
  @Override
  public State convert(Tree old, BundleVersion from) {
    return new State(
        old.get("x").asDouble(),
        old.get("y").asDouble(),
        State.degrees(old.get("heading").asDouble()),
        old.get("fuel").asDouble(),
        map(old.get("chart"), Navigation::waypoint),
        map(old.get("logs"), Navigation::log),
        Ref.of(old.get("engine")),
        old.find("odometer").map(Tree::asDouble).orElse(0.0));
  }

  private static Waypoint waypoint(Tree old) {
    return new Waypoint(old.get("x").asDouble(), old.get("y").asDouble());
  }

  private static Log log(Tree old) {
    return new Log(
        old.get("applied").asLong(),
        old.get("last").asLong(),
        old.get("disorder").asLong(),
        old.find("thrusts").map(Tree::asLong).orElse(0L));
  }

  private static <V> PMap<String, V> map(Tree old, Function<Tree, V> value) {
    PMap<String, V> map = PMap.empty();
    if (old instanceof Tree.MapNode(List<Tree.Entry> entries)) {
      for (Tree.Entry entry : entries) {
        map = map.with(entry.key().asText(), value.apply(entry.value()));
      }
    }
    return map;
  }

  private static void hold(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the hold was interrupted", e);
    }
  }
}
