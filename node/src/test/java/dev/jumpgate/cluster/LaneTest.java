package dev.jumpgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Changes into one part of the table, with a table that answers when it is told to. */
class LaneTest {

  private final SlowTable table = new SlowTable();
  private final StoppedClock clock = new StoppedClock();
  private final Lane lane = new Lane(table, clock);

  private CompletionStage<Map<String, Owner>> claim(String... keys) {
    Map<String, Change> changes = new HashMap<>();
    Arrays.stream(keys).forEach(key -> changes.put(key, Change.claim(owner())));
    return lane.swap(changes);
  }

  private static Owner owner() {
    return Owner.born(new Pid("ship", 1, 1));
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  @Test
  void change_thatFindsTheLaneFree_goesAtOnce() {
    claim("a");
    assertThat(table.asked()).containsExactly(Set.of("a"));
    table.answer(0);
    claim("b");
    assertThat(table.asked()).containsExactly(Set.of("a"), Set.of("b"));
  }

  @Test
  void changes_thatComeWhileOneIsUnderWay_goTogetherBehindIt() {
    claim("a");
    var b = claim("b");
    var c = claim("c", "d");
    assertThat(table.asked()).containsExactly(Set.of("a"));
    table.answer(0);
    assertThat(table.asked()).containsExactly(Set.of("a"), Set.of("b", "c", "d"));
    assertThat(isDone(b)).isFalse();
    table.answer(1);
    assertThat(isDone(b) && isDone(c)).isTrue();
  }

  @Test
  void changesOfOneKey_goOneAfterTheOther() {
    claim("a");
    claim("b");
    claim("b", "c");
    claim("d");
    table.answer(0);
    table.answer(1);
    assertThat(table.asked()).containsExactly(Set.of("a"), Set.of("b"), Set.of("b", "c", "d"));
  }

  @Test
  void answer_thatIsLost_isLostToAllWhoWentTogetherAndNobodyElse() {
    claim("a");
    var b = claim("b");
    var c = claim("c");
    table.answer(0);
    var later = claim("d");
    table.lose(1);
    assertThat(b).isCompletedExceptionally();
    assertThat(c).isCompletedExceptionally();
    table.answer(2);
    assertThat(later).isCompleted();
  }

  @Test
  void change_thatIsUnderWayForLong_holdsUpNobodyWhoComesLater() {
    claim("a");
    claim("b");
    clock.nanos = Duration.ofMillis(11).toNanos();
    claim("c");
    assertThat(table.asked()).containsExactly(Set.of("a"), Set.of("b", "c"));
    claim("d");
    table.answer(1);
    assertThat(table.asked()).endsWith(Set.of("d"));
  }

  @Test
  void changes_thatAreTooManyForOne_goOneAfterTheOther() {
    claim("a");
    for (int i = 0; i < 2 * Lane.MOST; i++) {
      claim("k" + i);
    }
    table.answer(0);
    table.answer(1);
    table.answer(2);
    assertThat(table.asked()).map(Set::size).containsExactly(1, Lane.MOST, Lane.MOST);
  }

  private static final class SlowTable implements Table {

    private final List<Map<String, Change>> swaps = new ArrayList<>();
    private final List<CompletableFuture<Map<String, Owner>>> answers = new ArrayList<>();

    List<Set<String>> asked() {
      return swaps.stream().map(Map::keySet).toList();
    }

    void answer(int which) {
      answers.get(which).complete(Map.of());
    }

    void lose(int which) {
      answers.get(which).completeExceptionally(new Unclear("the answer was lost"));
    }

    @Override
    public int part(String key) {
      return 0;
    }

    @Override
    public CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes) {
      swaps.add(Map.copyOf(changes));
      answers.add(new CompletableFuture<>());
      return answers.getLast();
    }

    @Override
    public CompletionStage<Map<String, Owner>> read(Collection<String> keys) {
      throw new UnsupportedOperationException("nobody reads");
    }

    @Override
    public CompletionStage<Map<String, Owner>> all() {
      throw new UnsupportedOperationException("nobody reads");
    }

    @Override
    public void listen(Listener listener) {}
  }

  private static final class StoppedClock implements Clock {

    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void after(Duration delay, Runnable task) {
      throw new UnsupportedOperationException("nothing is to happen later");
    }
  }
}
