package dev.jumpgate.benchmarks.move;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The process that moves: pieces of 64 bytes by number, a count, and of each caller the last number
 * it sent. It sees by itself what comes twice or in the wrong order.
 */
public final class Sized implements Behavior<Sized.State, Sized.Message> {

  private static final int PIECE_BYTES = 64;

  /**
   * What it knows.
   *
   * @param n how many requests it has counted
   * @param doubled requests that it had counted before
   * @param reordered requests that came before the one that they follow
   * @param last the number of each caller's last request
   */
  public record State(
      long n, long doubled, long reordered, PMap<String, Long> last, PMap<Long, Bytes> pieces) {

    /** A state of about so many bytes. */
    static State of(long bytes) {
      Map<Long, Bytes> pieces = new HashMap<>();
      for (long i = 0; i < Math.max(1, bytes / PIECE_BYTES); i++) {
        pieces.put(i, Bytes.of(ByteBuffer.allocate(PIECE_BYTES).putLong(i).array()));
      }
      return new State(0, 0, 0, PMap.empty(), PMap.copyOf(pieces));
    }
  }

  /** What it understands. */
  public sealed interface Message {

    /** The caller's request of that number; the first is 1. */
    record Count(String caller, long number) implements Message, Request<Message, Long> {}

    record Audit() implements Message, Query<Message, Tally> {}
  }

  /** What it has counted. */
  public record Tally(long n, long doubled, long reordered) {}

  @Override
  public State handle(State state, Message message, Context<Message> context) {
    return switch (message) {
      case Message.Count ask -> {
        context.reply(ask, state.n + 1);
        yield counted(state, ask.caller, ask.number);
      }
      case Message.Audit ask -> {
        context.reply(ask, new Tally(state.n, state.doubled, state.reordered));
        yield state;
      }
    };
  }

  private static State counted(State state, String caller, long number) {
    long last = state.last.getOrDefault(caller, 0L);
    return new State(
        state.n + 1,
        state.doubled + (number <= last ? 1 : 0),
        state.reordered + (number > last + 1 ? 1 : 0),
        state.last.with(caller, Math.max(last, number)),
        state.pieces);
  }
}
