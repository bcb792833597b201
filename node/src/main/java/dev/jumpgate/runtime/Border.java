package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundles;
import org.jspecify.annotations.Nullable;

/** The border between the code of one bundle version and another's. */
final class Border {

  private Border() {}

  /**
   * True where a value is made of classes that the loader sees too, so that the object itself may
   * pass; otherwise it crosses as bytes.
   */
  static boolean belongs(Object value, @Nullable ClassLoader side) {
    ClassLoader loader = value.getClass().getClassLoader();
    return loader == null || loader == side || loader == Bundles.class.getClassLoader();
  }
}
