package dev.jumpgate.cluster.hazelcast;

import com.hazelcast.cluster.Address;

/**
 * A node that was called and with which no handshake came about.
 *
 * @param called where it listens
 * @param refused true where one of the two does not accept what the other proves; false where the
 *     handshake did not come to that, as when one of them is too busy
 * @param why in one line
 */
record Rejection(Address called, boolean refused, String why) {

  /** What that means for a node which joins by that one alone. */
  String complaint(String node) {
    return refused
        ? "%s and the node at %s:%d do not accept each other's keys: %s (see the log)"
            .formatted(node, called.getHost(), called.getPort(), why)
        : "%s could not join by the node at %s:%d: %s; that one may be too busy: try again (its audit.log may say more)"
            .formatted(node, called.getHost(), called.getPort(), why);
  }
}
