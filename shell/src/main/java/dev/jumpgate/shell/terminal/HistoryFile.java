package dev.jumpgate.shell.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;

/** Where the lines of earlier sessions are kept: {@code history} in Jumpgate's home. */
final class HistoryFile {

  private HistoryFile() {}

  /** The file, made where it is missing; empty where there can be none, which stops nobody. */
  static Optional<Path> in(Map<String, String> environment) {
    String home = environment.getOrDefault("JUMPGATE_HOME", "");
    Path folder =
        home.isBlank() ? Path.of(System.getProperty("user.home"), ".jumpgate") : Path.of(home);
    Path file = folder.resolve("history");
    try {
      Files.createDirectories(folder);
      if (Files.exists(file) && !isText(file)) {
        // JLine would give up the whole shell over it.
        Files.move(file, folder.resolve("history.bad"), StandardCopyOption.REPLACE_EXISTING);
      }
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      LogManager.getLogger(HistoryFile.class).warn("no history is kept in {}", file, e);
      return Optional.empty();
    }
  }

  private static boolean isText(Path file) throws IOException {
    try {
      Files.readString(file);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void create(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // What operators type may be nobody else's business.
      var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, mine);
    } else {
      Files.createFile(file);
    }
  }
}
