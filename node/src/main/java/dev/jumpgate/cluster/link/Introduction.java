package dev.jumpgate.cluster.link;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What this end says of itself when a wire is opened, and whether the two ends understand each
 * other. Guarded by the link.
 */
final class Introduction {

  private static final Logger LOG = LogManager.getLogger(Introduction.class);

  // Immutable.
  private final String peer;
  private final int version;
  private final long session;

  // Never false again.
  private boolean refused;

  Introduction(String peer, int version, long session) {
    this.peer = peer;
    this.version = version;
    this.session = session;
  }

  long session() {
    return session;
  }

  /** True once the other end turned out to speak no version of ours. */
  boolean isRefused() {
    return refused;
  }

  /** A greeting, or the answer to one, which says what has come of the other end's session. */
  byte[] greeting(boolean answer, Incoming in) {
    return new Packet.Greeting(answer, version, session, in.session(), in.received()).bytes();
  }

  /** Each end speaks its newest version and the one before; false where the two share none. */
  boolean speaks(int theirs) {
    if (Math.abs(theirs - version) <= 1) {
      return true;
    }
    refused = true;
    LOG.error(
        "{} speaks version {} to other nodes and this node speaks {} and {}: bring both to versions"
            + " that are next to each other",
        peer,
        theirs,
        version,
        version - 1);
    return false;
  }
}
