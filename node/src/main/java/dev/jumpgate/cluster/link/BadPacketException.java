package dev.jumpgate.cluster.link;

/** Bytes that no node of a version we speak would send. */
final class BadPacketException extends Exception {

  private static final long serialVersionUID = 1;

  BadPacketException(String what) {
    super(what);
  }
}
