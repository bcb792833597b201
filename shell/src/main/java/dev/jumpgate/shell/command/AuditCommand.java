package dev.jumpgate.shell.command;

import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.WatchText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what operators did. */
@Command(
    name = "audit",
    customSynopsis =
        "jumpgate audit [--operator NAME] [--node NODE] [--kind KIND] [--follow] [--json]",
    description = {
      "Lists what operators did at all nodes, and which strangers were refused, oldest first:",
      "the latest 512 of each kind that a node keeps. Its audit.log has more. For operators.",
      "A look (ps, inspect, ...) that one operator repeats is told once a minute; what changes"
          + " something is told each time.",
      "With --follow and --json, one document a line."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate audit --kind snippet",
      "  jumpgate audit --operator 'a*' --node ship --follow"
    })
final class AuditCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Invocation invocation;

  @Option(
      names = "--operator",
      paramLabel = "OPERATOR",
      description = "Only what operators of this name did; * stands for any text.")
  private @Nullable String who;

  @Option(names = "--node", paramLabel = "NODE", description = "Only what this node did.")
  private @Nullable String node;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      completionCandidates = AuditFilter.Kinds.class,
      description = "Only entries of this kind: ${COMPLETION-CANDIDATES}.")
  private @Nullable String kind;

  @Option(names = "--follow", description = "Go on with what is done from now, until Ctrl-C.")
  private boolean follow;

  AuditCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var filter = AuditFilter.of(who, node, kind);
    return invocation.withOperator(o -> follow ? follow(o, filter) : list(o, filter));
  }

  private int list(Operator operator, AuditFilter filter) {
    List<AuditEntry> wanted = operator.audit().stream().filter(filter::takes).toList();
    if (invocation.json) {
      invocation.println(Json.document(wanted));
    } else {
      wanted.forEach(this::show);
    }
    return ExitCode.DONE;
  }

  // Nodes are asked again from the last moment on that each told of, by its own clock.
  private int follow(Operator operator, AuditFilter filter) {
    Map<String, Instant> since = new HashMap<>();
    Set<AuditEntry> told = new HashSet<>();
    try {
      while (!invocation.session().out().checkError()) {
        List<AuditEntry> came = operator.audit(since);
        came.stream().filter(e -> !told.contains(e) && filter.takes(e)).forEach(this::show);
        told.addAll(came);
        came.forEach(e -> since.merge(e.node(), e.time(), (a, b) -> a.isAfter(b) ? a : b));
        told.removeIf(e -> e.time().isBefore(since.getOrDefault(e.node(), Instant.MIN)));
        Thread.sleep(PAUSE);
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void show(AuditEntry entry) {
    invocation.println(
        invocation.json
            ? Json.document(entry)
            : WatchText.audit(entry, invocation.session().style()));
  }
}
