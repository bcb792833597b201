package dev.jumpgate.code;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the files of a bundle from a jar or folder, and refuses those that no node may load. */
public final class BundleFiles {

  private static final int MAGIC_AND_MINOR_BYTES = 6;
  // Class files of Java 1 are version 45.
  private static final int VERSION_OF_JAVA_ZERO = 44;

  private BundleFiles() {}

  /**
   * The files of a jar or folder.
   *
   * @throws JumpgateException when there is no such place, or it cannot be read
   */
  public static List<BundleFile> read(Path place) {
    if (!Files.exists(place)) {
      throw new JumpgateException("there is no jar or folder " + place);
    }
    try {
      return Files.isDirectory(place) ? folder(place) : jar(place);
    } catch (IOException e) {
      throw new JumpgateException("%s cannot be read: %s".formatted(place, e.getMessage()), e);
    }
  }

  /** The name of the bundle in a jar or folder: that of the place, without {@code .jar}. */
  public static String nameOf(Path place) {
    String file = String.valueOf(place.toAbsolutePath().normalize().getFileName());
    return file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file;
  }

  private static List<BundleFile> folder(Path place) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(place)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        String path = place.relativize(file).toString().replace('\\', '/');
        files.add(new BundleFile(path, Bytes.of(Files.readAllBytes(file))));
      }
    }
    return files;
  }

  private static List<BundleFile> jar(Path place) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    try (var zip = new ZipFile(place.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        // What the packer wrote about the jar would make the same classes another content.
        if (!entry.isDirectory()
            && !entry.getName().startsWith("META-INF/maven/")
            && !entry.getName().equals("META-INF/MANIFEST.MF")) {
          try (var in = zip.getInputStream(entry)) {
            files.add(new BundleFile(entry.getName(), Bytes.of(in.readAllBytes())));
          }
        }
      }
    }
    return files;
  }

  /**
   * Checks what is about to be loaded.
   *
   * @throws RefusedException when there is no class among the files, one shadows a class of
   *     Jumpgate's or the JDK's, or one is newer than this node's JDK
   */
  static void check(String bundle, List<BundleFile> files) {
    if (files.stream().noneMatch(BundleFile::isClass)) {
      throw new RefusedException("there is no class in " + bundle);
    }
    files.stream().filter(BundleFile::isClass).forEach(BundleFiles::checkClass);
  }

  private static void checkClass(BundleFile file) {
    String name = file.path().substring(0, file.path().length() - 6).replace('/', '.');
    if (file.path().startsWith("java/")
        || BundleFiles.class.getClassLoader().getResource(file.path()) != null) {
      throw new RefusedException(name + " would shadow the class of that name on the node");
    }
    byte[] content = file.content().toArray();
    if (content.length < MAGIC_AND_MINOR_BYTES + 2
        || content[0] != (byte) 0xCA
        || content[1] != (byte) 0xFE) {
      throw new RefusedException(file.path() + " is no class file");
    }
    int version =
        ((content[MAGIC_AND_MINOR_BYTES] & 0xFF) << 8)
            | (content[MAGIC_AND_MINOR_BYTES + 1] & 0xFF);
    int java = version - VERSION_OF_JAVA_ZERO;
    if (java > Runtime.version().feature()) {
      throw new RefusedException(
          "%s was compiled for Java %d, and this node runs %d: compile with --release %d"
              .formatted(name, java, Runtime.version().feature(), Runtime.version().feature()));
    }
  }
}
