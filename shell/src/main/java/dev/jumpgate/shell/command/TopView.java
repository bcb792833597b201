package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The busiest processes on a screen, asked for again each second.
 *
 * <p>A thread of its own asks, so that a key is heard at once whatever the cluster does.
 */
final class TopView implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration REDRAW = Duration.ofMillis(200);

  private static final String KEYS =
      "q quit  "
          + Stream.of(LoadOrder.values()).map(LoadOrder::hint).collect(Collectors.joining("  "));

  // Immutable.
  private final Operator operator;
  private final Pattern wanted;
  private final Thread asking;
  // Published by the thread that asks.
  private volatile Answer latest;
  // Confined to the thread that draws.
  private LoadOrder order;

  /**
   * What the cluster said last.
   *
   * @param refusal why it says nothing since, or null
   */
  private record Answer(List<ProcessLoad> loads, @Nullable String refusal) {}

  TopView(Operator operator, Pattern wanted, LoadOrder order, List<ProcessLoad> now) {
    this.operator = operator;
    this.wanted = wanted;
    this.order = order;
    this.latest = new Answer(now, null);
    this.asking = Thread.ofVirtual().name("top").start(this::ask);
  }

  private void ask() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        latest = answer();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private Answer answer() {
    try {
      return new Answer(operator.top(wanted), null);
    } catch (OperatorException e) {
      return new Answer(latest.loads(), e.getMessage());
    }
  }

  /** Draws until a key ends it; the exit code. */
  int run(Screen screen) throws InterruptedException {
    while (true) {
      screen.show(lines(latest, screen.style(), screen.height()));
      Character key = screen.key(REDRAW);
      if (key != null) {
        switch (key) {
          case 'q', 'Q', Screen.END -> {
            return ExitCode.DONE;
          }
          case Screen.INTERRUPT -> {
            return ExitCode.INTERRUPTED;
          }
          default -> order = LoadOrder.at(key).orElse(order);
        }
      }
      Arrivals.requireOpen(operator);
    }
  }

  private List<String> lines(Answer answer, Style style, int height) {
    List<String> lines = new ArrayList<>();
    lines.add(
        answer.refusal() == null
            ? "%d processes, by %s".formatted(answer.loads().size(), order.word())
            : "not from now: " + answer.refusal());
    lines.add(KEYS);
    lines.add("");
    List<ProcessLoad> sorted = order.of(answer.loads());
    int room = Math.clamp(height - lines.size() - 1, 0, sorted.size());
    WatchText.loads(sorted.subList(0, room), style).lines().forEach(lines::add);
    return lines;
  }

  @Override
  public void close() {
    asking.interrupt();
  }
}
