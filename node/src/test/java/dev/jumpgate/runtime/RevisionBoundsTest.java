package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.fixture.Await;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.Request;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How much of the past of its processes a node keeps. */
class RevisionBoundsTest {

  /** Counts, and has a state of any size. */
  public static final class Ballast implements Behavior<Ballast.State, Ballast.Step> {

    public record State(long count, String ballast) {}

    public record Step() implements Request<Step, Long> {}

    @Override
    public State handle(State state, Step message, Context<Step> context) {
      context.reply(message, state.count() + 1);
      return new State(state.count() + 1, state.ballast());
    }
  }

  private static List<Long> revisions(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static Cell<?, ?> stepped(LoneNode node, String name, int bytes, int steps) {
    Ref<Ballast.Step> process =
        node.processes().spawn(name, Ballast.class, new Ballast.State(0, "x".repeat(bytes)));
    for (int i = 0; i < steps; i++) {
      process.call(new Ballast.Step());
    }
    return node.cell(process);
  }

  private static void awaitKept(Cell<?, ?> cell, long from, long to) {
    Await.until(() -> Remembered.sequences(cell).equals(revisions(from, to)));
  }

  @Test
  void revisions_ofAnyProcess_areSixteen() {
    try (var node = new LoneNode()) {
      assertThat(Remembered.sequences(stepped(node, "small", 10, 50))).isEqualTo(revisions(35, 50));
    }
  }

  @Test
  void revisions_ofAProcessWithALargerState_areSoManyAsSixtyFourKilobytesHold() {
    try (var node = new LoneNode()) {
      Cell<?, ?> cell = stepped(node, "large", 10_000, 12);
      awaitKept(cell, 7, 12);
      assertThat(Remembered.state(cell, 6)).isEmpty();
      assertThat(Remembered.state(cell, 7)).isPresent();
    }
  }

  @Test
  void revisions_ofAProcessWithAStateBeyondTheBound_areTwo() {
    try (var node = new LoneNode()) {
      awaitKept(stepped(node, "huge", 100_000, 5), 4, 5);
    }
  }

  @Test
  void revisions_beyondTheNodesBound_goWithTheProcessThatChangedLongestAgo() {
    try (var node = new LoneNode(110_000)) {
      Cell<?, ?> first = stepped(node, "first", 4_000, 9);
      Cell<?, ?> second = stepped(node, "second", 4_000, 9);
      assertThat(Remembered.sequences(first)).isEqualTo(revisions(0, 9));
      Cell<?, ?> third = stepped(node, "third", 4_000, 9);
      awaitKept(first, 9, 9);
      assertThat(Remembered.sequences(second)).isEqualTo(revisions(0, 9));
      assertThat(Remembered.sequences(third)).isEqualTo(revisions(0, 9));
    }
  }
}
