package dev.jumpgate.shell.demo;

/**
 * What a ledger comes to.
 *
 * @param calls how many were begun
 * @param failed ended without an answer
 * @param lost commands that were never applied, though nothing said that they failed
 * @param doubled commands applied a second time
 * @param reordered commands applied after one that was sent later
 * @param cut open at the moment their own client was killed
 */
record Accounts(long calls, long failed, long lost, long doubled, long reordered, long cut) {

  static final Accounts NONE = new Accounts(0, 0, 0, 0, 0, 0);

  Accounts plus(Accounts other) {
    return new Accounts(
        calls + other.calls,
        failed + other.failed,
        lost + other.lost,
        doubled + other.doubled,
        reordered + other.reordered,
        cut + other.cut);
  }

  /** True where nothing went wrong; what a kill cut short is no wrong. */
  boolean clean() {
    return failed == 0 && lost == 0 && doubled == 0 && reordered == 0;
  }

  /** The ledger line. */
  @Override
  public String toString() {
    return "calls %d failed %d lost %d doubled %d reordered %d cut %d"
        .formatted(calls, failed, lost, doubled, reordered, cut);
  }
}
