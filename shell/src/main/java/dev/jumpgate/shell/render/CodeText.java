package dev.jumpgate.shell.render;

import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.shell.render.Style.Color;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the commands about code return, for people. Everything ends its own lines. */
public final class CodeText {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private CodeText() {}

  /** Versions of bundles as a table. */
  public static String bundles(List<BundleStatus> bundles, Style style) {
    return new Table<BundleStatus>()
        .text("BUNDLE", BundleStatus::bundle, _ -> Color.NAME)
        .number("VERSION", b -> Integer.toString(b.version()))
        .text("HASH", BundleStatus::hash)
        .text("PUSHED", b -> TIME.withZone(style.zone()).format(b.pushed()))
        .number("CLASSES", b -> Integer.toString(b.classes()))
        .number("SIZE", b -> Quantity.bytes(b.bytes()))
        .text("PROCESSES", CodeText::processes)
        .render(bundles, style);
  }

  private static String processes(BundleStatus bundle) {
    return bundle.processes().isEmpty()
        ? "-"
        : new TreeMap<>(bundle.processes())
            .entrySet().stream()
                .map(e -> e.getValue() + " on " + e.getKey())
                .collect(Collectors.joining(", "));
  }

  /** A finished push, and what an upgrade to it would do. */
  public static String push(PushResult push, Style style) {
    var out = new StringBuilder();
    String version = Plain.line(push.bundle()) + "@" + push.version();
    out.append(style.paint(Color.NAME, version))
        .append(push.already() ? " was there already: " : " pushed: ")
        .append(push.classes() + (push.classes() == 1 ? " class, " : " classes, "))
        .append(Plain.line(push.hash()))
        .append("; nothing runs it before an upgrade\n");
    for (PushResult.Refusal refusal : push.refused()) {
      String where = refusal.path().isEmpty() ? "" : refusal.path() + ": ";
      out.append(style.paint(Color.BAD, Plain.line(refusal.behavior()) + " cannot run"))
          .append(Plain.line(": " + where + refusal.reason()))
          .append('\n');
    }
    if (!push.live().isEmpty()) {
      out.append(fits(push.live(), style));
    }
    return out.toString();
  }

  private static String fits(List<PushResult.Fit> live, Style style) {
    return new Table<PushResult.Fit>()
        .text("NAME", PushResult.Fit::name, _ -> Color.NAME)
        .text("NODE", PushResult.Fit::node)
        .text("FITS", f -> f.fits() ? "yes" : "no", f -> f.fits() ? Color.GOOD : Color.BAD)
        .sparse("PATH", f -> f.path().isEmpty() ? null : f.path())
        .sparse("REASON", f -> f.reason().isEmpty() ? null : f.reason())
        .render(live, style);
  }

  /**
   * A finished upgrade or rollback: a line on all, and one for each process that stays behind.
   *
   * @param dryRun true where it was tried on copies
   */
  public static String upgrade(UpgradeResult upgrade, boolean dryRun, Style style) {
    var out = new StringBuilder();
    int size = upgrade.converted().size();
    String runs = size == 0 ? " went to " : size == 1 ? " runs " : " run ";
    String went = dryRun ? " would go to " : runs;
    out.append(names(upgrade, style))
        .append(went)
        .append(style.paint(Color.NAME, Plain.line(upgrade.version())));
    if (!dryRun && !upgrade.converted().isEmpty()) {
      out.append(": paused ").append(Quantity.duration(upgrade.pauseMax()));
      out.append(upgrade.converted().size() == 1 ? "" : " at most");
      out.append(", took ").append(Quantity.duration(upgrade.total()));
    }
    out.append('\n');
    if (!upgrade.failed().isEmpty()) {
      int failed = upgrade.failed().size();
      String some = failed == 1 ? "1 process" : failed + " processes";
      String stay = failed == 1 ? " stays as it was, serving" : " stay as they were, serving";
      out.append(style.paint(Color.BAD, some))
          .append(dryRun ? " would stay behind" : stay)
          .append(":\n")
          .append(failures(upgrade.failed(), style));
    }
    return out.toString();
  }

  private static String names(UpgradeResult upgrade, Style style) {
    int most = 5;
    List<String> names = upgrade.converted();
    if (names.isEmpty()) {
      return "no process";
    }
    String shown =
        names.stream()
            .limit(most)
            .map(n -> style.paint(Color.NAME, Plain.line(n)))
            .collect(Collectors.joining(", "));
    return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
  }

  private static String failures(List<UpgradeResult.Failure> failures, Style style) {
    return new Table<UpgradeResult.Failure>()
        .text("NAME", UpgradeResult.Failure::name, _ -> Color.NAME)
        .sparse("PATH", f -> f.path().isEmpty() ? null : f.path())
        .text("REASON", UpgradeResult.Failure::reason)
        .render(failures, style);
  }
}
