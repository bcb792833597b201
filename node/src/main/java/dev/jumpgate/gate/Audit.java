package dev.jumpgate.gate;

import dev.jumpgate.keys.Refusals;
import java.net.SocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A node's audit log: the logger {@value #LOGGER}, which goes to a file of its own. */
public final class Audit implements Refusals {

  /** The logger's name; which file it goes to is configured with the others. */
  public static final String LOGGER = "jumpgate.audit";

  private static final Logger LOG = LogManager.getLogger(LOGGER);

  private final String node;

  public Audit(String node) {
    this.node = node;
  }

  @Override
  public void refused(String door, @Nullable SocketAddress from, String why) {
    LOG.warn(
        "refused node={} door={} from={} why={}",
        node,
        door,
        from == null ? "?" : from,
        printable(why));
  }

  // What a stranger sends must not be able to look like a line of ours.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
