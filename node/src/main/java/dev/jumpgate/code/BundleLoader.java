package dev.jumpgate.code;

import dev.jumpgate.operator.BundleFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one bundle version, from memory; the node's own classes come from its parent.
 */
final class BundleLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files = new HashMap<>();

  BundleLoader(String name, List<BundleFile> files, ClassLoader parent) {
    super(name, parent);
    files.forEach(file -> this.files.put(file.path(), file.content().toArray()));
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** A file of the bundle, or of the node; there are no URLs to files in memory. */
  @Override
  public @Nullable InputStream getResourceAsStream(String path) {
    InputStream ofNode = getParent().getResourceAsStream(path);
    byte[] bytes = files.get(path);
    return ofNode != null || bytes == null ? ofNode : new ByteArrayInputStream(bytes);
  }

  Set<String> paths() {
    return files.keySet();
  }
}
