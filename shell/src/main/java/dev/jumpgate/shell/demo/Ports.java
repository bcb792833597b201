package dev.jumpgate.shell.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Two neighboring free ports, kept from the demos of other terminals until closed.
 *
 * <p>Without the lock two demos that start at once could pick the same ports and end up in one
 * cluster. Others may still take a port before the node does; then the node fails to start and the
 * demo picks again.
 */
record Ports(int ship, int home, FileChannel lock) implements AutoCloseable {

  private static final int FIRST = 5801;
  private static final int LAST = 5999;

  /** Waits until no other demo is choosing, then takes the first free pair. */
  static Ports choose() throws IOException {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "jumpgate-" + System.getProperty("user.name") + "-ports.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    // Released with the channel, at the latest when this JVM ends.
    channel.lock();
    for (int port = FIRST; port < LAST; port += 2) {
      if (free(port) && free(port + 1)) {
        return new Ports(port, port + 1, channel);
      }
    }
    channel.close();
    throw new IOException("no free ports between " + FIRST + " and " + LAST);
  }

  static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
