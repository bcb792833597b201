package dev.jumpgate.shell.eval;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The compiler's files, with a node's classes in the place of a class path. */
final class NodeFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {

  /** A class of the node. */
  private final class NodeClass extends SimpleJavaFileObject {

    private final String type;

    NodeClass(String type) {
      super(
          URI.create(
              "node:///"
                  + classes.generation()
                  + "/"
                  + type.replace('.', '/').replace("$", "%24")
                  + ".class"),
          Kind.CLASS);
      this.type = type;
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return new ByteArrayInputStream(classes.bytes(type));
    }
  }

  private final NodeClasses classes;

  NodeFiles(StandardJavaFileManager standard, NodeClasses classes) {
    super(standard);
    this.classes = classes;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String in, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return super.list(location, in, kinds, recurse);
    }
    // The index is for names only: what is in it has no content.
    return kinds.contains(JavaFileObject.Kind.CLASS)
        ? classes.names(in).stream().<JavaFileObject>map(NodeClass::new).toList()
        : List.of();
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof NodeClass ours ? ours.type : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    boolean ours = a instanceof NodeClass || b instanceof NodeClass;
    return ours ? a.equals(b) : super.isSameFile(a, b);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return file instanceof NodeClass
        ? location == StandardLocation.CLASS_PATH
        : super.contains(location, file);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
    return fileManager.getJavaFileObjects(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, @Nullable Iterable<? extends File> files)
      throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public @Nullable Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location);
  }
}
