package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.UNREACHABLE;

import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.GateClient;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what happened, and what happens. */
@Command(
    name = "events",
    customSynopsis = "jumpgate events [--follow] [--json]",
    description = {
      "Lists the latest events of the cluster, oldest first.",
      "With --json, one document a line."
    },
    footer = {"", "Example:", "  jumpgate events --follow"})
final class EventsCommand implements Callable<Integer> {

  private static final int AHEAD = 1_000;

  private final Invocation invocation;

  @Option(names = "--follow", description = "Go on with what happens from now, until Ctrl-C.")
  private boolean follow;

  EventsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    return invocation.withOperator(follow ? this::follow : this::list);
  }

  private int list(Operator operator) {
    operator.events().forEach(this::show);
    return ExitCode.DONE;
  }

  private int follow(Operator operator) {
    var news = new ArrayBlockingQueue<Event>(AHEAD);
    try (var _ = operator.follow(event -> hand(news, event))) {
      // Followed first and listed second, so that nothing falls between; told once all the same.
      List<Event> before = operator.events();
      before.forEach(this::show);
      Set<Event> listed = new HashSet<>(before);
      while (!invocation.session().out().checkError()) {
        Event event = news.poll(1, TimeUnit.SECONDS);
        if (event == null) {
          requireOpen(operator);
        } else if (!listed.remove(event)) {
          show(event);
        }
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  // Waits while the output is slow: what comes meanwhile is the subscription's to keep or drop.
  private static void hand(BlockingQueue<Event> news, Event event) {
    try {
      news.put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireOpen(Operator operator) {
    if (operator instanceof GateClient client && !client.isOpen()) {
      throw new OperatorException(
          UNREACHABLE, "the gate of %s closed the connection".formatted(client.node()), null);
    }
  }

  private void show(Event event) {
    invocation.println(
        invocation.json ? Json.document(event) : Text.event(event, invocation.session().style()));
  }
}
