package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.Bundles;
import dev.jumpgate.code.Program;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import java.util.Optional;

/** The kinds of processes that this node has run so far. */
final class Kinds {

  private final Bundles bundles;
  // Kept with the classes, so that it goes when they go.
  private final ClassValue<Kind<?, ?>> kinds;

  Kinds(Bundles bundles, Delivery delivery) {
    this.bundles = bundles;
    this.kinds =
        new ClassValue<>() {
          @Override
          @SuppressWarnings("unchecked") // only behaviors are asked for
          protected Kind<?, ?> computeValue(Class<?> type) {
            return Kind.of(
                bundles.program((Class<? extends Behavior<Object, Object>>) type), delivery);
          }
        };
  }

  @SuppressWarnings("unchecked") // the kind of a behavior has its types
  <S, M> Kind<S, M> of(Class<? extends Behavior<S, M>> behavior) {
    return (Kind<S, M>) kinds.get(behavior);
  }

  /**
   * The kind of a behavior in one version.
   *
   * @throws dev.jumpgate.process.RefusedException when the version has no such behavior
   */
  Kind<?, ?> of(Bundle bundle, String behavior) {
    return of(Program.behavior(bundle, behavior));
  }

  Optional<Bundle> bundle(BundleVersion version) {
    return bundles.find(version);
  }
}
