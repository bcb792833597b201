package dev.jumpgate.benchmarks.local;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Request;

/** The process under test: counts, as the peers' suites have it. */
public final class Counter implements Behavior<Counter.State, Counter.Message> {

  /** An id, a count and a name. */
  public record State(int id, long n, String name) {
    static State small(int id) {
      return new State(id, 0, "cell");
    }
  }

  /** What it understands. */
  public sealed interface Message {
    record Increment() implements Message {}

    record IncrementAndGet() implements Message, Request<Message, Long> {}

    record Ping() implements Message, Query<Message, String> {}
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Increment _ -> new State(state.id, state.n + 1, state.name);
      case Message.IncrementAndGet ask -> {
        context.reply(ask, state.n + 1);
        yield new State(state.id, state.n + 1, state.name);
      }
      case Message.Ping ask -> {
        context.reply(ask, "pong");
        yield state;
      }
    };
  }
}
