package dev.jumpgate.gate;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.UpgradeResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** An upgrade or rollback over several nodes as one. */
final class Rollout {

  private Rollout() {}

  /**
   * One result out of what each node did.
   *
   * @throws OperatorException where no node had anything to do
   */
  static UpgradeResult merge(String target, List<UpgradeResult> parts, Duration total) {
    var merged =
        new UpgradeResult(
            target,
            parts.stream()
                .map(UpgradeResult::version)
                .filter(v -> !v.isEmpty())
                .findFirst()
                .orElse(""),
            parts.stream().flatMap(part -> part.converted().stream()).sorted().toList(),
            parts.stream().flatMap(part -> part.failed().stream()).toList(),
            total,
            parts.stream()
                .map(UpgradeResult::pauseMax)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO));
    if (merged.converted().isEmpty() && merged.failed().isEmpty()) {
      throw new OperatorException(
          Code.ALREADY_THERE,
          "nothing to do: no process that %s means runs another version".formatted(target),
          "/ps and /bundles show what runs what");
    }
    return merged;
  }
}
