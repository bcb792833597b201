package dev.jumpgate.gate.protocol;

import dev.jumpgate.operator.BundleFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command, as it travels to a gate and on from node to node. */
public sealed interface Call {

  record Nodes() implements Call {}

  record Ps(String pattern) implements Call {}

  /** {@code reveal} asks for sensitive values too. */
  record About(String process, boolean reveal) implements Call {}

  record Move(String process, String node) implements Call {}

  record Events() implements Call {}

  record Evals() implements Call {}

  record Bundles() implements Call {}

  /** All files of a version, for the compiler of a push. */
  record BundleContent(String bundle, int version) implements Call {}

  /**
   * A whole new version of a bundle: what it has in common with an older one stands in it again.
   */
  record Push(String bundle, List<BundleFile> files) implements Call {}

  /** {@code version} null is the latest. */
  record Upgrade(String target, @Nullable Integer version, boolean dryRun) implements Call {}

  record Rollback(String target) implements Call {}

  record Follow() implements Call {}
}
