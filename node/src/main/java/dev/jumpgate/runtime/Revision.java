package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;

/**
 * What a commit publishes: a state, and the code that it is a state of.
 *
 * @param sequence how many changes came before this one
 */
record Revision<S, M>(long sequence, S state, Ledger ledger, Kind<S, M> kind) {

  Revision<S, M> next(S state, Ledger ledger) {
    return new Revision<>(sequence + 1, state, ledger, kind);
  }

  Revision<S, M> with(Ledger ledger) {
    return new Revision<>(sequence, state, ledger, kind);
  }

  BundleVersion version() {
    return kind.version();
  }
}
