package dev.jumpgate.benchmarks.local;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.Bytes;

/** The process under test: counts, as the peers' suites have it. */
public final class Counter implements Behavior<Counter.State, Counter.Message> {

  /** An id, a count and a name. */
  public record State(int id, long n, String name) {
    public static State small(int id) {
      return new State(id, 0, "cell");
    }
  }

  /** What it understands. */
  public sealed interface Message {
    record Increment() implements Message {}

    record Blob(Bytes bytes) implements Message {}

    record IncrementAndGet() implements Message, Request<Message, Long> {}

    record Ping() implements Message, Query<Message, Long> {}
  }

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Increment _, Message.Blob _ -> new State(state.id, state.n + 1, state.name);
      case Message.IncrementAndGet ask -> {
        context.reply(ask, state.n + 1);
        yield new State(state.id, state.n + 1, state.name);
      }
      case Message.Ping ask -> {
        context.reply(ask, state.n);
        yield state;
      }
    };
  }
}
