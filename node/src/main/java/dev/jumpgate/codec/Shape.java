package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import java.util.List;

/**
 * What a message says of a record before its first occurrence.
 *
 * @param type the name of its class
 * @param variant true where the class implements a sealed interface
 * @param names of the components, in order
 */
record Shape(String type, boolean variant, List<String> names) {

  /** The name of the class without package and enclosing class; so below. */
  String simpleType() {
    return simple(type);
  }

  static String simple(String type) {
    return new Tree.RecordNode(type, false, List.of()).simpleType();
  }
}
