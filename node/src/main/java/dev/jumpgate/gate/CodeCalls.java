package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.code.Packed;
import dev.jumpgate.code.Refusals;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.upgrade.Upgrader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does the commands about code as far as they concern this node alone. */
final class CodeCalls {

  private static final int HASH_SHOWN = 12;

  private final String self;
  private final Bundles bundles;
  private final Processes processes;
  private final Upgrader upgrader;
  private final EventLog events;

  CodeCalls(String self, Bundles bundles, Processes processes, Upgrader upgrader, EventLog events) {
    this.self = self;
    this.bundles = bundles;
    this.processes = processes;
    this.upgrader = upgrader;
    this.events = events;
  }

  List<BundleStatus> bundles() {
    return bundles.versions().stream()
        .map(bundles::packed)
        .flatMap(Optional::stream)
        .map(this::status)
        .toList();
  }

  private BundleStatus status(Packed packed) {
    long here = processes.all().stream().filter(c -> c.version().equals(packed.version())).count();
    return new BundleStatus(
        packed.version().bundle(),
        packed.version().number(),
        shown(packed.hash()),
        packed.pushed(),
        packed.classes(),
        packed.bytes(),
        here == 0 ? Map.of() : Map.of(self, (int) here));
  }

  private static String shown(String hash) {
    return hash.substring(0, HASH_SHOWN);
  }

  List<BundleFile> content(String bundle, int number) {
    var version = version(bundle, number);
    return bundles.packed(version).map(Packed::files).orElseThrow(() -> unknown(version));
  }

  private static BundleVersion version(String bundle, int number) {
    if (number < 1) {
      throw new OperatorException(Code.BAD_USAGE, "versions start at 1, not " + number, null);
    }
    return new BundleVersion(bundle, number);
  }

  private static OperatorException unknown(BundleVersion version) {
    return new OperatorException(
        Code.FAILED, "there is no " + version, "/bundles lists what there is");
  }

  /** Stores and loads the version; what it would do to live processes is asked elsewhere. */
  PushResult push(String bundle, List<BundleFile> files) {
    try {
      Bundles.Published published = bundles.publish(bundle, files);
      BundleVersion version = published.bundle().version();
      if (!published.already()) {
        events.publish(
            Event.Kind.PUSHED, null, "%s, %d classes".formatted(version, published.classes()));
      }
      return new PushResult(
          bundle,
          version.number(),
          shown(published.hash()),
          published.already(),
          published.classes(),
          Refusals.of(published.bundle()),
          List.of());
    } catch (RefusedException e) {
      throw new OperatorException(Code.FAILED, String.valueOf(e.getMessage()), null);
    }
  }

  UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun)
      throws InterruptedException {
    if (version != null) {
      version(target, version);
    }
    return upgrader.upgrade(target, version, dryRun);
  }

  UpgradeResult rollback(String target) throws InterruptedException {
    return upgrader.rollback(target);
  }
}
