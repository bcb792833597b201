package dev.jumpgate.benchmarks.remote;

import dev.jumpgate.NodeConfig;
import dev.jumpgate.keys.Authority;
import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Holder;
import dev.jumpgate.keys.KeyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one run's nodes, or none where they are to talk in the clear.
 *
 * @param folder null in the clear
 */
public record Keys(@Nullable Path folder) {

  private static final String CLEAR = "-";

  public static Keys clear() {
    return new Keys(null);
  }

  /** Made for these nodes, in a folder that {@link #delete} removes. */
  public static Keys make(List<String> nodes) throws IOException {
    Path folder = Files.createTempDirectory("jumpgate-bench-keys");
    var authority =
        Authority.init(new KeyFolder(folder), false, InstantSource.system(), new SecureRandom());
    nodes.forEach(name -> authority.issue(new Holder.OfNode(name), Authority.VALIDITY, false));
    return new Keys(folder);
  }

  /** As an argument of the other JVM. */
  public String argument() {
    return folder == null ? CLEAR : folder.toString();
  }

  public static Keys of(String argument) {
    return argument.equals(CLEAR) ? clear() : new Keys(Path.of(argument));
  }

  public NodeConfig with(NodeConfig config) {
    return folder == null ? config : config.keys(folder);
  }

  @Nullable Credentials of(Holder.OfNode node) {
    return folder == null ? null : Credentials.of(new KeyFolder(folder), node, Holder.OfNode.class);
  }

  public void delete() throws IOException {
    if (folder != null) {
      try (var files = Files.list(folder)) {
        files.forEach(Keys::delete);
      }
      Files.delete(folder);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
