package dev.jumpgate.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The names of the classes in a jar or folder, without loading any. */
public final class ClassNames {

  private static final String SUFFIX = ".class";

  private ClassNames() {}

  /** As in {@code java.util.Map$Entry}; empty where the place cannot be read. */
  public static List<String> in(Path place) {
    try {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place)) {
          return of(files.map(f -> place.relativize(f).toString().replace('\\', '/')));
        }
      }
      if (!Files.isRegularFile(place)) {
        return List.of();
      }
      try (var jar = new JarFile(place.toFile(), false)) {
        return of(jar.stream().map(ZipEntry::getName));
      }
    } catch (IOException e) {
      // As the JVM does: what is no jar has no classes.
      return List.of();
    }
  }

  /** Of files as they stand in a jar. */
  static List<String> of(Stream<String> files) {
    return files
        .filter(f -> f.endsWith(SUFFIX) && !f.startsWith("META-INF/"))
        .map(f -> f.substring(0, f.length() - SUFFIX.length()).replace('/', '.'))
        .filter(n -> !n.endsWith("module-info") && !n.endsWith("package-info"))
        .toList();
  }
}
