package dev.jumpgate.code;

import dev.jumpgate.process.BundleVersion;
import java.net.URL;
import java.net.URLClassLoader;

/** The class loader of one bundle version; the node's own classes come from its parent. */
final class BundleLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  BundleLoader(BundleVersion version, URL[] places, ClassLoader parent) {
    super(version.toString(), places, parent);
  }
}
