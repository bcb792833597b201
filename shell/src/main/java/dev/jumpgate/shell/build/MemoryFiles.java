package dev.jumpgate.shell.build;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.state.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files: a bundle's classes before the shell's own class path, and what is compiled,
 * all in memory.
 */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

  private final Map<String, List<Known>> knownByPackage = new TreeMap<>();
  private final Map<String, Made> made = new TreeMap<>();

  MemoryFiles(StandardJavaFileManager standard, List<BundleFile> classes) {
    super(standard);
    for (BundleFile file : classes) {
      String name = file.path().substring(0, file.path().length() - 6).replace('/', '.');
      String room = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      knownByPackage.computeIfAbsent(room, _ -> new ArrayList<>()).add(new Known(name, file));
    }
  }

  /** What was compiled, in order. */
  List<BundleFile> made() {
    return made.values().stream().map(Made::file).toList();
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return super.list(location, packageName, kinds, recurse);
    }
    // Sources that lie about on the class path are none of the push.
    var classes = EnumSet.copyOf(kinds);
    classes.remove(Kind.SOURCE);
    if (classes.isEmpty()) {
      return List.of();
    }
    List<JavaFileObject> all = new ArrayList<>();
    if (classes.contains(Kind.CLASS)) {
      all.addAll(knownByPackage.getOrDefault(packageName, List.of()));
    }
    super.list(location, packageName, classes, recurse).forEach(all::add);
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof Known known ? known.name : super.inferBinaryName(location, file);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return file instanceof Known
        ? location == StandardLocation.CLASS_PATH
        : super.contains(location, file);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, Kind kind, FileObject sibling) {
    return made.computeIfAbsent(
        className.replace('.', '/') + kind.extension, path -> new Made(path, kind));
  }

  /** A class of the bundle. */
  private static final class Known extends SimpleJavaFileObject {

    private final String name;
    private final BundleFile file;

    Known(String name, BundleFile file) {
      super(URI.create("bundle:///" + file.path()), Kind.CLASS);
      this.name = name;
      this.file = file;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(file.content().toArray());
    }
  }

  /** A class that is being written. */
  private static final class Made extends SimpleJavaFileObject {

    private final String path;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Made(String path, Kind kind) {
      super(URI.create("made:///" + path), kind);
      this.path = path;
    }

    BundleFile file() {
      return new BundleFile(path, Bytes.of(content.toByteArray()));
    }

    @Override
    public OutputStream openOutputStream() {
      content.reset();
      return content;
    }
  }
}
