package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessLoad;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.WatchText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what processes cost, live on a terminal. */
@Command(
    name = "top",
    customSynopsis = "jumpgate top [PATTERN] [--sort KEY] [--once] [--json]",
    description = {
      "Shows the busiest processes: messages a second, time for each, mailbox, state.",
      "On a terminal it goes on until q or Ctrl-C; elsewhere, and with --json, it shows them once."
    },
    footer = {"", "Example:", "  jumpgate top 'nav*' --sort mailbox"})
final class TopCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "* stands for any text, ? for one character. Default: all.")
  private @Nullable String pattern;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      completionCandidates = LoadOrder.Words.class,
      description = "The most first: ${COMPLETION-CANDIDATES}. Default: busy.")
  private String sort = LoadOrder.BUSY.word();

  @Option(names = "--once", description = "Show them once, on a terminal too.")
  private boolean once;

  TopCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    LoadOrder order = LoadOrder.by(sort);
    Pattern wanted = Patterns.orAll(pattern);
    return invocation.withOperator(operator -> {
      // Asked before the screen is taken, so that a refusal is said where it stays.
      List<ProcessLoad> now = operator.top(wanted);
      Optional<Screen> screen =
          once || invocation.json ? Optional.empty() : invocation.session().screen();
      return screen.isPresent()
          ? live(operator, wanted, order, now, screen.get())
          : once(order.of(now));
    });
  }

  private static int live(
      Operator operator, Pattern wanted, LoadOrder order, List<ProcessLoad> now, Screen screen) {
    try (screen;
        var view = new TopView(operator, wanted, order, now)) {
      return view.run(screen);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private int once(List<ProcessLoad> loads) {
    if (invocation.json) {
      invocation.println(Json.document(loads));
    } else if (loads.isEmpty()) {
      invocation.remark("no process" + (pattern == null ? "" : " matches " + pattern));
    } else {
      invocation.print(WatchText.loads(loads, invocation.session().style()));
    }
    return ExitCode.DONE;
  }
}
