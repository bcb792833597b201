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
 * @param sends how many commands were sent one way
 * @param undelivered those of them that were on their way when a node was killed, and never came
 */
record Accounts(
    long calls,
    long failed,
    long lost,
    long doubled,
    long reordered,
    long cut,
    long sends,
    long undelivered) {

  static final Accounts NONE = new Accounts(0, 0, 0, 0, 0, 0, 0, 0);

  Accounts plus(Accounts other) {
    return new Accounts(
        calls + other.calls,
        failed + other.failed,
        lost + other.lost,
        doubled + other.doubled,
        reordered + other.reordered,
        cut + other.cut,
        sends + other.sends,
        undelivered + other.undelivered);
  }

  /** True where all is as promised: a kill cuts calls of its own node, and may lose sends. */
  boolean clean() {
    return failed == 0 && lost == 0 && doubled == 0 && reordered == 0;
  }

  /** What became of the sends, in a line beside the ledger's. */
  String ofSends() {
    return "sends %d undelivered %d (one-way sends on their way to a node that is killed: at most once)"
        .formatted(sends, undelivered);
  }

  /** The ledger line. */
  @Override
  public String toString() {
    return "calls %d failed %d lost %d doubled %d reordered %d cut %d"
        .formatted(calls, failed, lost, doubled, reordered, cut);
  }
}
