package dev.jumpgate.shell.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The turn of one node of this machine to start: of two that start at once, each would find nobody
 * and begin a cluster of its own.
 */
final class StartTurn implements AutoCloseable {

  private final FileChannel file;

  private StartTurn(FileChannel file) {
    this.file = file;
  }

  /** Waits until no other node of this user is starting. */
  static StartTurn take(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    var file =
        FileChannel.open(
            folder.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      file.lock();
      return new StartTurn(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The next one may start. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
