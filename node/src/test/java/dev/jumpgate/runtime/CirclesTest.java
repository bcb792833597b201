package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that begin to wait for each other at the same moment. */
class CirclesTest {

  private static final int ROUNDS = 100;

  private static volatile CyclicBarrier together = new CyclicBarrier(1);

  /** Asks another one, together with all that do so. */
  public static final class Friend implements Behavior<Friend.State, Friend.Message> {

    public record State() {}

    public sealed interface Message {

      record AskOf(Ref<Message> other) implements Message, Request<Message, String> {}

      record Hello() implements Message, Query<Message, String> {}
    }

    @Override
    public State handle(State state, Message message, Context<Message> context) {
      switch (message) {
        case Message.AskOf ask -> {
          meet();
          context.reply(ask, context.call(ask.other(), new Message.Hello()));
        }
        case Message.Hello ask -> context.reply(ask, "hello");
      }
      return state;
    }

    private static void meet() {
      try {
        together.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void handlers_thatCallEachOtherAtTheSameMoment_areRefusedAtOnce(int friends) {
    try (var node = new LoneNode()) {
      List<Ref<Friend.Message>> ring = new ArrayList<>();
      for (int i = 0; i < friends; i++) {
        ring.add(node.processes().spawn(null, Friend.class, new Friend.State()));
      }
      together = new CyclicBarrier(friends);
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < friends; i++) {
          answers.add(asking(ring.get(i), ring.get((i + 1) % friends)));
        }
        List<String> said = answers.stream().map(CompletableFuture::join).toList();
        assertThat(said)
            .allMatch(answer -> answer.equals("hello") || answer.contains("would never answer"))
            .anyMatch(answer -> answer.contains("would never answer"));
      }
    }
  }

  private static CompletableFuture<String> asking(
      Ref<Friend.Message> friend, Ref<Friend.Message> other) {
    var answer = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> {
      try {
        answer.complete(friend.call(new Friend.Message.AskOf(other), Duration.ofMinutes(1)));
      } catch (CallFailedException e) {
        answer.complete(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }
}
