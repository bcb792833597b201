package dev.jumpgate.shell.command;

import static dev.jumpgate.operator.OperatorException.Code.FAILED;

import dev.jumpgate.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The files of exported processes on this machine. */
public final class ProcessFiles {

  private ProcessFiles() {}

  static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new OperatorException(FAILED, file + " is there already", "--force writes over it");
    }
  }

  /** Writes it for the user's eyes alone; whole, or not at all. */
  public static void write(Path file, byte[] content) {
    try {
      Path place = file.toAbsolutePath();
      Path part =
          Files.createTempFile(
              place.getParent(),
              "." + place.getFileName(),
              ".part",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.write(part, content);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new OperatorException(
          FAILED, "%s cannot be written: %s".formatted(file, reason(e)), null);
    }
  }

  /** All of it. */
  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new OperatorException(FAILED, "there is no file " + file, null);
    } catch (IOException e) {
      throw new OperatorException(FAILED, "%s cannot be read: %s".formatted(file, reason(e)), null);
    }
  }

  // The exceptions of the file system have the path for a message.
  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no such folder"
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
