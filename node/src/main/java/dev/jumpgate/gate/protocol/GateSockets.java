package dev.jumpgate.gate.protocol;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the gates of this machine are: one folder of Unix-domain sockets per user, a socket per
 * node.
 *
 * @param folder {@code $XDG_RUNTIME_DIR/jumpgate}, else {@code jumpgate-UID} under the system's
 *     temporary folder; nobody but the user may enter it
 */
public record GateSockets(Path folder) {

  // sockaddr_un has room for 108 bytes on Linux, one of them the closing zero.
  private static final int PATH_BYTES_MAX = 107;

  /** The folder of the user who runs this JVM. */
  public static GateSockets ofThisUser() {
    return of(System.getenv());
  }

  static GateSockets of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isBlank()) {
      return new GateSockets(Path.of(runtime, "jumpgate"));
    }
    String temporary = System.getProperty("java.io.tmpdir");
    return new GateSockets(Path.of(temporary, "jumpgate-" + new UnixSystem().getUid()));
  }

  /**
   * The socket of a node.
   *
   * @throws IllegalArgumentException when the path is longer than a socket's may be
   */
  public Path socket(String node) {
    Path path = folder.resolve(node + ".sock");
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PATH_BYTES_MAX) {
      throw new IllegalArgumentException(
          "the gate's socket path is %d bytes, %d at most: %s (set XDG_RUNTIME_DIR to a shorter one)"
              .formatted(bytes, PATH_BYTES_MAX, path));
    }
    return path;
  }

  /** The sockets that are there, by name; a node that died may have left one behind. */
  public List<Path> present() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".sock")).sorted().toList();
    }
  }
}
