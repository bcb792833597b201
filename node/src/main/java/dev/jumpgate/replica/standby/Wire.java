package dev.jumpgate.replica.standby;

/** Says something to another node, or to this one. Must not block; what cannot be said is lost. */
@FunctionalInterface
interface Wire {
  void send(String node, Word word);
}
