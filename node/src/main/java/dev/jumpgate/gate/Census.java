package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.BundleStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which version of which bundle runs how many processes on which node. */
final class Census {

  private Census() {}

  /** One list of versions out of what each node says. */
  static List<BundleStatus> of(Collection<Result> answers) {
    Map<String, BundleStatus> versions = new LinkedHashMap<>();
    for (Result answer : answers) {
      for (BundleStatus status : ((Result.Bundles) answer).bundles()) {
        versions.merge(status.bundle() + "@" + status.version(), status, Census::both);
      }
    }
    return List.copyOf(versions.values());
  }

  private static BundleStatus both(BundleStatus one, BundleStatus other) {
    var processes = new TreeMap<>(one.processes());
    processes.putAll(other.processes());
    return new BundleStatus(
        one.bundle(),
        one.version(),
        one.hash(),
        one.pushed(),
        one.classes(),
        one.bytes(),
        processes);
  }
}
