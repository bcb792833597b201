package dev.jumpgate.gate.protocol;

/** What a shell sends. */
public sealed interface ToGate {

  /** First of all: which protocol and which version of Jumpgate this is. */
  record Hello(int protocol, String version) implements ToGate {}

  record Ask(long id, Call call) implements ToGate {}

  /** Has the node's evaluator do something; each connection has one of its own. */
  record Evaluate(long id, Evaluation what) implements ToGate {}

  /**
   * Ends what {@link Ask} or {@link Evaluate} {@code id} began: a subscription, a command or a
   * snippet that is under way.
   */
  record Cancel(long id) implements ToGate {}
}
