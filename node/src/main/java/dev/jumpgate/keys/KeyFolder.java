package dev.jumpgate.keys;

import dev.jumpgate.process.JumpgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder of keys, for its user alone. Each node and operator has one file, its private key and
 * its certificate together, so that both change in one step; {@code ca.pem} goes with them wherever
 * they go, {@code ca.key} stays with who makes certificates.
 */
public record KeyFolder(Path path) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** {@code $JUMPGATE_HOME/keys}, else {@code ~/.jumpgate/keys}. */
  public static KeyFolder ofThisUser() {
    return of(System.getenv());
  }

  static KeyFolder of(Map<String, String> environment) {
    String home = environment.getOrDefault("JUMPGATE_HOME", "");
    Path base =
        home.isBlank() ? Path.of(System.getProperty("user.home"), ".jumpgate") : Path.of(home);
    return new KeyFolder(base.resolve("keys"));
  }

  /** The certificates that are trusted; more than one while an authority is being replaced. */
  Path trusted() {
    return path.resolve("ca.pem");
  }

  /** The authority's private key. */
  Path authority() {
    return path.resolve("ca.key");
  }

  Path file(Holder holder) {
    return path.resolve(holder.fileName());
  }

  /** True where the folder has an authority to trust. */
  public boolean exists() {
    return Files.exists(trusted());
  }

  /** True where the folder has that one's key and certificate. */
  public boolean has(Holder holder) {
    return Files.exists(file(holder));
  }

  /**
   * The operators whose keys are here, by file name.
   *
   * @throws JumpgateException with one line when the folder or one of them cannot be read
   */
  public List<Holder.OfOperator> operators() {
    return issued().stream()
        .map(Issued::holder)
        .filter(Holder.OfOperator.class::isInstance)
        .map(Holder.OfOperator.class::cast)
        .toList();
  }

  /**
   * All nodes and operators whose keys are here, by file name.
   *
   * @throws JumpgateException with one line when the folder or one of them cannot be read
   */
  public List<Issued> issued() {
    List<Issued> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(path, "{node,operator}-*.pem")) {
      for (Path file : files) {
        Pem pem = Pem.read(file);
        if (!pem.certificates().isEmpty()) {
          found.add(Issued.of(pem.certificates().getFirst(), file));
        }
      }
    } catch (IOException | CertificateException e) {
      throw new JumpgateException("the keys in %s cannot be read: %s".formatted(path, e), e);
    }
    found.sort((a, b) -> a.file().compareTo(b.file()));
    return found;
  }

  /** Writes a file in one step: who reads it sees the old one or the new one, whole. */
  void write(Path file, String text) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    Path fresh =
        Files.createTempFile(path, ".", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Refuses a private key that others may read: it may be anybody's by now. */
  static void checkPrivate(Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new IOException(
          "%s is open to other users: chmod 600 it, or make a new one".formatted(file));
    }
  }
}
