package dev.jumpgate.runtime;

/**
 * What a commit publishes.
 *
 * @param sequence how many commits came before this one
 */
record Revision<S>(long sequence, S state, Ledger ledger) {

  Revision<S> next(S state, Ledger ledger) {
    return new Revision<>(sequence + 1, state, ledger);
  }

  Revision<S> with(Ledger ledger) {
    return new Revision<>(sequence, state, ledger);
  }
}
