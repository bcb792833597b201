package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.TraceLimits;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as an operator types it.
 *
 * <p>Made of what the node was told to do, not of what a client says that was typed.
 */
final class CallText {

  private final StringJoiner words = new StringJoiner(" ");

  private CallText(String command) {
    words.add(command);
  }

  static String of(Call call) {
    return switch (call) {
      case Call.OfProcess of -> ofProcess(of);
      case Call.OfRecord of -> ofRecord(of);
      case Call.Nodes _ -> "nodes";
      case Call.Events _ -> "events";
      case Call.Follow _ -> "events --follow";
      case Call.Evals _ -> "evals";
      case Call.Bundles _ -> "bundles";
      case Call.Crashes _ -> "crashes";
      case Call.DeadLetters _ -> "deadletters";
      case Call.Conflicts _ -> "conflicts";
      case Call.Audit _ -> "audit";
      case Call.Top(var pattern) -> command("top").word(pattern).text();
      case Call.Ps(var pattern, var where) ->
          command("ps").word(pattern).option("--where", where).text();
      case Call.About(var process, var reveal) ->
          command("inspect").word(process).flag("--reveal", reveal).text();
      case Call.Trace(var process, var limits) -> trace(process, limits);
      case Call.Move(var process, var node, var options) -> move(List.of(process), node, options);
      case Call.MoveMany(var processes, var node, var options) -> move(processes, node, options);
      case Call.PlanMove(var process, var node, var options) ->
          move(List.of(process), node, options) + " --dry-run";
      case Call.PlanMoveMany(var processes, var node, var options) ->
          move(processes, node, options) + " --dry-run";
      case Call.Keep(var process, var node, var sync) ->
          command("standby")
              .word(process)
              .optional(node)
              .flag("--off", node == null)
              .flag("--async", node != null && !sync)
              .text();
      case Call.FailOver(var process, var force) ->
          command("failover").word(process).flag("--force", force).text();
      case Call.Evacuate(var node, var to, var dryRun) ->
          command("evacuate")
              .word(node)
              .option("--to", to.isEmpty() ? null : String.join(",", to))
              .flag("--dry-run", dryRun)
              .text();
      case Call.Balance(var dryRun) -> command("balance").flag("--dry-run", dryRun).text();
      case Call.Relocate(var node, var shares, var dryRun) ->
          command("relocate").word(node).word(shares(shares)).flag("--dry-run", dryRun).text();
      case Call.Export(var process) -> command("export").word(process).text();
      case Call.Import(var file, var name) ->
          command("import (%,d bytes)".formatted(file.size())).option("--as", name).text();
      case Call.BundleContent(var bundle, var version) ->
          command("content").word(bundle + "@" + version).text();
      case Call.Push(var bundle, var files) ->
          command("push").word(bundle).text() + " (%,d files)".formatted(files.size());
      case Call.Upgrade(var target, var version, var dryRun) ->
          command("upgrade").word(target).option("--to", version).flag("--dry-run", dryRun).text();
      case Call.Rollback(var target) -> command("rollback").word(target).text();
    };
  }

  private static String ofProcess(Call.OfProcess call) {
    return switch (call) {
      case Call.At(var process, var revision) ->
          command("inspect").word(process).option("--at", revision).text();
      case Call.History(var process, var on) ->
          command("history")
              .word(process)
              .flag("--on", Boolean.TRUE.equals(on))
              .flag("--off", Boolean.FALSE.equals(on))
              .text();
      case Call.Diff(var process, var from, var to) ->
          command("diff").word(process).optional(from).optional(to).text();
      case Call.Suspend(var process) -> command("suspend").word(process).text();
      case Call.Resume(var process) -> command("resume").word(process).text();
      case Call.Restart(var process) -> command("restart").word(process).text();
      case Call.Stop(var process, var kill) ->
          command("stop").word(process).flag("--kill", kill).text();
      case Call.TraceOpen(var process, var limits) -> trace(process, limits);
    };
  }

  private static String ofRecord(Call.OfRecord call) {
    return switch (call) {
      case Call.Crash(var id) -> command("crashes").word(id).text();
      case Call.Replay(var id, var version) ->
          command("replay").word(id).option("--version", version).text();
      case Call.Redeliver(var id) -> command("deadletters").option("--redeliver", id).text();
      case Call.TraceNext(var id) -> command("trace next").word(id).text();
      case Call.TraceClose(var id) -> command("trace end").word(id).text();
    };
  }

  private static String trace(String process, TraceLimits limits) {
    return command("trace")
        .word(process)
        .option("--count", limits.count() == TraceLimits.USUAL.count() ? null : limits.count())
        .option("--rate", limits.rate() == TraceLimits.USUAL.rate() ? null : limits.rate())
        .text();
  }

  private static String move(List<String> processes, String node, MoveOptions options) {
    CallText text = command("move");
    processes.forEach(text::word);
    text.word(node);
    if (options.throttle() != MoveOptions.DEFAULT.throttle()) {
      text.option("--throttle", options.throttle());
    }
    if (options.maxPause() != null) {
      text.option("--max-pause", options.maxPause().toMillis() + "ms");
    }
    if (!options.patience().equals(MoveOptions.DEFAULT.patience())) {
      text.option("--wait", options.patience().toMillis() + "ms");
    }
    return text.flag("--last-revision", options.lastRevision()).text();
  }

  private static String shares(Map<String, Integer> shares) {
    var parts = new StringJoiner(",");
    new TreeMap<>(shares).forEach((node, count) -> parts.add(node + "=" + count));
    return parts.toString();
  }

  private static CallText command(String name) {
    return new CallText(name);
  }

  private CallText word(String word) {
    boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '\'');
    words.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    return this;
  }

  private CallText optional(@Nullable Object word) {
    return word == null ? this : word(word.toString());
  }

  private CallText option(String name, @Nullable Object value) {
    if (value != null) {
      words.add(name);
      word(value.toString());
    }
    return this;
  }

  private CallText flag(String name, boolean on) {
    if (on) {
      words.add(name);
    }
    return this;
  }

  private String text() {
    return words.toString();
  }
}
