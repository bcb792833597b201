package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what happened, and what happens. */
@Command(
    name = "events",
    customSynopsis = "jumpgate events [--process PATTERN] [--kind KIND] [--follow] [--json]",
    description = {
      "Lists the latest events of the cluster, oldest first.",
      "With --json, one document a line."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate events --follow",
      "  jumpgate events --process 'nav*' --kind crashed"
    })
final class EventsCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Option(
      names = "--process",
      paramLabel = "PATTERN",
      description = "Only those about processes of this name; * stands for any text.")
  private @Nullable String process;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      completionCandidates = EventFilter.Kinds.class,
      description = "Only those of this kind: ${COMPLETION-CANDIDATES}.")
  private @Nullable String kind;

  @Option(names = "--follow", description = "Go on with what happens from now, until Ctrl-C.")
  private boolean follow;

  EventsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var filter = EventFilter.of(process, kind);
    return invocation.withOperator(o -> follow ? follow(o, filter) : list(o, filter));
  }

  private int list(Operator operator, EventFilter filter) {
    operator.events().stream().filter(filter::takes).forEach(this::show);
    return ExitCode.DONE;
  }

  private int follow(Operator operator, EventFilter filter) {
    var news = new Arrivals<Event>(operator);
    try (var _ = operator.follow(news::bring)) {
      // Followed first and listed second, so that nothing falls between; told once all the same.
      List<Event> before = operator.events();
      before.stream().filter(filter::takes).forEach(this::show);
      Set<Event> listed = new HashSet<>(before);
      while (!invocation.session().out().checkError()) {
        Event event = news.next();
        if (event != null && !listed.remove(event) && filter.takes(event)) {
          show(event);
        }
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void show(Event event) {
    invocation.println(
        invocation.json ? Json.document(event) : Text.event(event, invocation.session().style()));
  }
}
