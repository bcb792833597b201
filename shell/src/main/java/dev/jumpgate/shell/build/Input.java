package dev.jumpgate.shell.build;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What a path holds: sources that are to be compiled, or what is compiled already. */
sealed interface Input {

  /**
   * Java sources.
   *
   * @param resources what goes beside their classes
   */
  record Sources(List<Path> files, List<BundleFile> resources) implements Input {}

  /** Classes and resources. */
  record Compiled(List<BundleFile> files) implements Input {}

  /**
   * Reads it.
   *
   * @throws BuildException when there is nothing to push
   */
  static Input of(Path path) {
    if (!Files.exists(path)) {
      throw new BuildException("there is no file or directory " + path);
    }
    try {
      if (Files.isDirectory(path)) {
        return directory(path);
      }
      if (path.toString().endsWith(".java")) {
        return new Sources(List.of(path), List.of());
      }
      if (path.toString().endsWith(".jar")) {
        return jar(path);
      }
    } catch (IOException e) {
      throw new BuildException("%s cannot be read: %s".formatted(path, reason(e)));
    }
    throw new BuildException(path + " is no directory, .java file or jar");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** A project's folder stands for its main sources: what else is in it is not for nodes. */
  private static Input directory(Path path) throws IOException {
    Path main = path.resolve("src/main/java");
    List<Path> all = files(Files.isDirectory(main) ? main : path);
    List<Path> sources =
        all.stream().filter(f -> f.toString().endsWith(".java")).filter(Input::isType).toList();
    if (!sources.isEmpty()) {
      Path resources = path.resolve("src/main/resources");
      return new Sources(sources, Files.isDirectory(resources) ? contents(resources) : List.of());
    }
    if (all.stream().noneMatch(f -> f.toString().endsWith(".class"))) {
      throw new BuildException(path + " has neither sources nor classes");
    }
    return new Compiled(contents(path));
  }

  private static boolean isType(Path source) {
    // A bundle is no module: all of its packages are open to the node.
    return !source.endsWith("module-info.java");
  }

  private static List<BundleFile> contents(Path root) throws IOException {
    List<BundleFile> contents = new ArrayList<>();
    for (Path file : files(root)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (isContent(path)) {
        contents.add(new BundleFile(path, Bytes.of(Files.readAllBytes(file))));
      }
    }
    return contents;
  }

  /** All files below, in order, without those that are hidden. */
  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && isHidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && Files.isRegularFile(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // A link to a folder above it has nothing that was not seen.
            return e instanceof FileSystemLoopException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, e);
          }
        });
    Collections.sort(files);
    return files;
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private static Input jar(Path path) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    try (var zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && isContent(entry.getName())) {
          try (var in = zip.getInputStream(entry)) {
            files.add(new BundleFile(entry.getName(), Bytes.of(in.readAllBytes())));
          }
        }
      }
    } catch (ZipException e) {
      throw new BuildException("%s is no jar: %s".formatted(path, reason(e)));
    }
    if (files.stream().noneMatch(BundleFile::isClass)) {
      throw new BuildException(path + " has no classes");
    }
    return new Compiled(files);
  }

  /** What the packer wrote about the jar would make the same classes another content. */
  private static boolean isContent(String path) {
    return !path.equals("META-INF/MANIFEST.MF")
        && !path.startsWith("META-INF/maven/")
        && !path.equals("module-info.class");
  }
}
