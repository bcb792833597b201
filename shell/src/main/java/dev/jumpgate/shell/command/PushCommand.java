package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.shell.build.Build;
import dev.jumpgate.shell.render.CodeText;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.Text;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings new code to the cluster. */
@Command(
    name = "push",
    customSynopsis = "jumpgate push PATH [--bundle NAME] [--dry-run] [--json]",
    description = {
      "Compiles code against what the cluster runs and stores it as the next version of its"
          + " bundle.",
      "Nothing runs it before an upgrade."
    },
    footer = {
      "",
      "Examples:",
      "  jumpgate push examples/spaceship-v2",
      "  jumpgate push Navigation.java --dry-run"
    })
final class PushCommand extends OperatorCommand<PushCommand.Outcome> {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "A directory with sources or classes, a .java file, or a jar.")
  private Path path = Path.of("");

  @Option(
      names = "--bundle",
      paramLabel = "NAME",
      description =
          "Where it goes. Default: the bundle that has one of the classes, else a new one named"
              + " after the path.")
  private @Nullable String bundle;

  @Option(names = "--dry-run", description = "Compile, say what would be stored, and send nothing.")
  private boolean dryRun;

  PushCommand(Invocation invocation) {
    super(invocation);
  }

  /** What came of it. */
  sealed interface Outcome {
    record Pushed(PushResult result) implements Outcome {}

    record Planned(Plan plan) implements Outcome {}
  }

  /**
   * What a push would store.
   *
   * @param base the version that it would be laid over, or null for a new bundle
   */
  record Plan(
      String bundle,
      @Nullable Integer base,
      int classes,
      List<String> added,
      List<String> changed,
      List<String> dropped) {

    static Plan of(Build build) {
      int classes = (int) build.files().stream().filter(f -> f.isClass()).count();
      return new Plan(
          build.bundle(), build.base(), classes, build.added(), build.changed(), build.dropped());
    }
  }

  @Override
  Outcome ask(Operator operator) {
    var build = Build.of(path, bundle, operator);
    return dryRun
        ? new Outcome.Planned(Plan.of(build))
        : new Outcome.Pushed(operator.push(build.bundle(), build.files()));
  }

  @Override
  Object json(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Pushed(var result) -> result;
      case Outcome.Planned(var plan) -> plan;
    };
  }

  @Override
  String text(Outcome outcome, Style style) {
    return switch (outcome) {
      case Outcome.Pushed(var result) -> CodeText.push(result, style);
      case Outcome.Planned(var plan) -> text(plan);
    };
  }

  private static String text(Plan plan) {
    var out = new StringBuilder();
    out.append("would push ").append(Text.line(plan.bundle()));
    out.append(
        plan.base() == null ? ", a new bundle" : " over " + plan.bundle() + "@" + plan.base());
    out.append(": ").append(plan.classes()).append(plan.classes() == 1 ? " class\n" : " classes\n");
    list(out, "added", plan.added());
    list(out, "changed", plan.changed());
    list(out, "dropped", plan.dropped());
    if (plan.added().isEmpty() && plan.changed().isEmpty() && plan.dropped().isEmpty()) {
      out.append("  nothing differs\n");
    }
    return out.toString();
  }

  private static void list(StringBuilder out, String what, List<String> paths) {
    paths.forEach(p -> out.append("  %-8s %s\n".formatted(what, Text.line(p))));
  }
}
