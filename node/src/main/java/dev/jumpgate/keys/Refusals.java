package dev.jumpgate.keys;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of every connection that is refused. May be called on any thread, and returns soon.
 */
@FunctionalInterface
public interface Refusals {

  /**
   * A connection was refused.
   *
   * @param door what was knocked at: a node's port for members, its gate
   * @param from the other end, or null when that is not known any more
   * @param why in one line
   */
  void refused(String door, @Nullable SocketAddress from, String why);
}
