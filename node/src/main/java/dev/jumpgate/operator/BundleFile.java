package dev.jumpgate.operator;

import dev.jumpgate.state.Bytes;

/**
 * A file of a bundle.
 *
 * @param path as in a jar, {@code com/example/Navigation.class}
 */
public record BundleFile(String path, Bytes content) {

  /** True where it is a class. */
  public boolean isClass() {
    return path.endsWith(".class");
  }
}
