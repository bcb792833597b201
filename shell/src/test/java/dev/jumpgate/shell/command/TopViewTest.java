package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchSamples;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TopViewTest {

  private final Hand hand = new Hand();

  @Test
  void view_keyOfAnOrder_sortsBy() throws Exception {
    hand.keys.addAll(List.of('m', 'x', 'q'));
    assertThat(view(10)).isZero();
    assertThat(hand.shown).hasSize(3);
    assertThat(hand.shown.getFirst()).startsWith("2 processes, by busy");
    assertThat(first(hand.shown.getFirst())).startsWith("nav");
    assertThat(hand.shown.get(1)).startsWith("2 processes, by mailbox");
    assertThat(first(hand.shown.get(1))).startsWith("ship.z.4");
    assertThat(hand.shown.get(2)).as("an unknown key").isEqualTo(hand.shown.get(1));
  }

  @Test
  void view_controlC_isInterrupted() throws Exception {
    hand.keys.add(Screen.INTERRUPT);
    assertThat(view(10)).isEqualTo(130);
  }

  @Test
  void view_fewLines_showsWhatFits() throws Exception {
    hand.keys.add(Screen.END);
    view(5);
    assertThat(hand.shown.getFirst().lines().skip(1).findFirst().orElseThrow())
        .as("the keys fit into 80 columns")
        .hasSizeLessThanOrEqualTo(80);
    assertThat(hand.shown.getFirst()).hasLineCount(5).contains("nav").doesNotContain("ship.z.4");
  }

  @Test
  void view_clusterRefuses_keepsTheLastAndSaysSo() throws Exception {
    hand.quitsAt = "not from now: the gate is slow";
    assertThat(view(10)).isZero();
    assertThat(hand.shown.getLast()).contains("nav");
  }

  private static String first(String screen) {
    return screen.lines().skip(4).findFirst().orElseThrow();
  }

  private int view(int height) throws InterruptedException {
    hand.height = height;
    try (var view =
        new TopView(
            refusing(),
            Pattern.ALL,
            LoadOrder.BUSY,
            List.of(WatchSamples.BUSY, WatchSamples.LAZY))) {
      return view.run(hand);
    }
  }

  private static Operator refusing() {
    return (Operator)
        Proxy.newProxyInstance(
            Operator.class.getClassLoader(),
            new Class<?>[] {Operator.class},
            (_, _, _) -> {
              throw new OperatorException(OperatorException.Code.FAILED, "the gate is slow", null);
            });
  }

  /** A screen whose keys are known. */
  private static final class Hand implements Screen {

    private final Deque<Character> keys = new ArrayDeque<>();
    private final List<String> shown = new ArrayList<>();
    private @Nullable String quitsAt;
    private int height;

    @Override
    public Style style() {
      return Style.PLAIN;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public void show(List<String> lines) {
      shown.add(String.join("\n", lines));
    }

    @Override
    public @Nullable Character key(Duration patience) {
      if (quitsAt != null && shown.getLast().startsWith(quitsAt)) {
        return 'q';
      }
      return keys.poll();
    }

    @Override
    public void close() {}
  }
}
