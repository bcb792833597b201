package dev.jumpgate.gate;

import dev.jumpgate.keys.Holder;
import dev.jumpgate.operator.Role;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * An operator, as the gate that let them in knows them. It travels with each command to the nodes
 * that execute it, and these judge by it.
 *
 * @param name the operating system's user, or the operator's name in a certificate
 * @param gate the node whose gate it is
 * @param from {@value #SOCKET} or the address that they called from
 */
record Identity(String name, String gate, String from, Role role) {

  /** Where somebody is who is on the gate's own machine. */
  static final String SOCKET = "socket";

  /**
   * Who is at the other end of a node's Unix-domain socket: always an admin, because nobody but the
   * node's own user and root can open it.
   *
   * @throws IOException when they have left already
   */
  static Identity at(SocketChannel socket, String gate) throws IOException {
    return new Identity(
        socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName(),
        gate,
        SOCKET,
        Role.ADMIN);
  }

  /** Who called the TCP port of a node's gate: as their certificate says. */
  static Identity of(Holder.OfOperator operator, String gate, SocketAddress from) {
    return new Identity(operator.name(), gate, from.toString(), operator.role());
  }

  /** Code that runs in a node and nobody knows whose it is: only admins bring any. */
  static Identity ofSnippets(String node) {
    return new Identity(System.getProperty("user.name", "?"), node, "snippet", Role.ADMIN);
  }

  @Override
  public String toString() {
    return name + " at the gate of " + gate;
  }
}
