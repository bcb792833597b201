package dev.jumpgate.shell.demo;

/**
 * One client's page of the ledger.
 *
 * <p>A client numbers its commands 1, 2, 3..., sends and calls alike, so when a call is answered
 * all numbers up to its own should have been applied, once and in order. With each answer the other
 * side says how many it applied, and how many of them came with a number not above all before it.
 * From that:
 *
 * <pre>
 * applied &lt; sent     the difference is lost
 * applied &gt; sent     the difference was doubled, and each doubled one is also out of order
 * disorder left over  came late: reordered
 * </pre>
 *
 * A loss and a doubling that hide each other in the count still show, as one out of order. A
 * command that comes late is lost until it comes. A failed call may have been applied or not: it
 * counts as failed, and as nothing else.
 *
 * <p>A one-way send is at most once: one that is on its way to a node that is killed may never
 * come. So what is found missing with the answers after a kill, up to that to the first call that
 * was begun after it, and was sent since the answer before, is undelivered and not lost. Nothing of
 * that excuses a call, or what was answered for.
 *
 * <p>Confined to the ledger, which guards it.
 */
final class ClientAccount {

  private final String node;
  private long numbers;
  private long open;
  private boolean closed;
  private long calls;
  private long failed;
  private long answers;
  private long misplaced;
  private long sends;
  // Sends since the last answer.
  private long unanswered;
  // True from a kill to the answer of a call that was begun after it; true where it is begun.
  private boolean struck;
  private boolean calledSince;
  private long undelivered;
  // As of the last answer.
  private long lost;
  private long doubled;
  private long late;

  ClientAccount(String node) {
    this.node = node;
  }

  String node() {
    return node;
  }

  boolean closed() {
    return closed;
  }

  boolean answered() {
    return answers > 0;
  }

  void sent(long number) {
    next(number);
    sends++;
    unanswered++;
  }

  private void next(long number) {
    check(!closed, "its connection is closed");
    check(open == 0, "call " + open + " is open");
    check(number == numbers + 1, "number " + (numbers + 1) + " is next");
    numbers = number;
  }

  void called(long number) {
    next(number);
    open = number;
    calledSince = struck;
    calls++;
  }

  void answered(long number, long applied, long last, long disorder) {
    settle(number);
    answers++;
    long before = lost;
    lost = Math.max(0, numbers - failed - undelivered - applied);
    if (struck) {
      long excused = Math.clamp(lost - before, 0, unanswered);
      undelivered += excused;
      lost -= excused;
    }
    if (calledSince) {
      struck = false;
      calledSince = false;
    }
    unanswered = 0;
    doubled = Math.max(0, applied - (numbers - undelivered));
    late = Math.max(0, disorder - doubled);
    // The answer to a call counts that call: another "last" is an answer to something else.
    misplaced += last == number ? 0 : 1;
  }

  void failed(long number) {
    settle(number);
    failed++;
  }

  private void settle(long number) {
    check(open != 0, "no call is open");
    check(number == open, "call " + open + " is open");
    open = 0;
  }

  /** A node was killed. */
  void struck() {
    struck = true;
  }

  void close() {
    closed = true;
  }

  /**
   * What this page comes to.
   *
   * @param killed the client's node was killed, which excuses an open call
   */
  Accounts accounts(boolean killed) {
    boolean abandoned = closed && open != 0;
    long cut = abandoned && killed ? 1 : 0;
    long left = abandoned && !killed ? 1 : 0;
    return new Accounts(
        calls, failed + left, lost, doubled, late + misplaced, cut, sends, undelivered);
  }

  private static void check(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }
}
