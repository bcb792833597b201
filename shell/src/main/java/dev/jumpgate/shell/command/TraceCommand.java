package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.BAD_USAGE;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.WatchText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows messages as a process handles them. */
@Command(
    name = "trace",
    customSynopsis = "jumpgate trace NAME [--count N] [--rate N] [--json]",
    description = {
      "Shows each message that a process handles, until the count is reached or Ctrl-C.",
      "Time, duration, effects, revisions before and after, message. With --json, a document a"
          + " line."
    },
    footer = {"", "Example:", "  jumpgate trace nav --count 20"})
final class TraceCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "NAME", description = "The process: its name or its pid.")
  private String name = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many messages. Default: 1000.")
  private int count = TraceLimits.USUAL.count();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Show so many a second at most and count the others. Default: 100.")
  private int rate = TraceLimits.USUAL.rate();

  TraceCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    TraceLimits limits = limits();
    return invocation.withOperator(operator -> trace(operator, limits));
  }

  private TraceLimits limits() {
    try {
      return new TraceLimits(count, rate);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(BAD_USAGE, String.valueOf(e.getMessage()), null);
    }
  }

  private int trace(Operator operator, TraceLimits limits) {
    var steps = new Arrivals<TraceStep>(operator);
    try (var _ = operator.trace(name, limits, steps::bring)) {
      while (!invocation.session().out().checkError()) {
        TraceStep step = steps.next();
        if (step != null) {
          show(step, operator);
        }
        if (step instanceof TraceStep.Over) {
          return ExitCode.DONE;
        }
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void show(TraceStep step, Operator operator) {
    if (step instanceof TraceStep.Over) {
      Arrivals.requireOpen(operator);
    }
    if (invocation.json) {
      invocation.println(Json.document(step));
      return;
    }
    String line = WatchText.step(step, invocation.session().style());
    if (step instanceof TraceStep.Over) {
      invocation.remark(line);
    } else {
      invocation.println(line);
    }
  }
}
