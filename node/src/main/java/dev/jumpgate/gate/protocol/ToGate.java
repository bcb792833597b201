package dev.jumpgate.gate.protocol;

/** What a shell sends. */
public sealed interface ToGate {

  /** First of all: which protocol and which version of Jumpgate this is. */
  record Hello(int protocol, String version) implements ToGate {}

  record Ask(long id, Call call) implements ToGate {}

  /** Ends what {@link Ask} {@code id} began: a subscription, or a command that is under way. */
  record Cancel(long id) implements ToGate {}
}
