package dev.jumpgate.replica;

import dev.jumpgate.operator.Flow;
import dev.jumpgate.operator.MoveFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has gone where from one node so far. Threads may write to it at once. */
final class Tally {

  private final String from;

  // Guarded by this.
  private final Map<String, Flow> flows = new LinkedHashMap<>();
  private final List<MoveFailure> failures = new ArrayList<>();

  Tally(String from) {
    this.from = from;
  }

  synchronized void moved(String to, int processes, long bytes) {
    flows.merge(
        to,
        new Flow(from, to, processes, bytes),
        (a, b) -> new Flow(from, to, a.processes() + b.processes(), a.bytes() + b.bytes()));
  }

  synchronized void failed(MoveFailure failure) {
    failures.add(failure);
  }

  synchronized List<Flow> flows() {
    return List.copyOf(flows.values());
  }

  synchronized List<MoveFailure> failures() {
    return List.copyOf(failures);
  }

  /** How many processes have moved. */
  synchronized int moved() {
    return flows.values().stream().mapToInt(Flow::processes).sum();
  }
}
