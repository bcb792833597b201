package dev.jumpgate.codec;

import dev.jumpgate.state.Formerly;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;

/**
 * Names that something had in earlier versions, as {@link Formerly} tells. They travel, so that a
 * reader who knows only an earlier version finds the place too.
 */
final class Former {

  /** Longer ones name nothing. */
  private static final int LONGEST_NAME = 4_096;

  private Former() {}

  static List<String> namesOf(AnnotatedElement element) {
    Formerly formerly = element.getAnnotation(Formerly.class);
    return formerly == null ? List.of() : List.of(formerly.value());
  }

  /** True where one of the two types is called as the other once was. */
  static boolean isSameType(
      String read, List<String> readFormerly, String own, List<String> ownFormerly) {
    return own.equals(read) || wasType(own, ownFormerly, read) || wasType(read, readFormerly, own);
  }

  private static boolean wasType(String type, List<String> formerly, String other) {
    for (String former : formerly) {
      // Only the simple name changed: what stands before it is still the same.
      if (former.equals(other) || (enclosing(type) + former).equals(other)) {
        return true;
      }
    }
    return false;
  }

  private static String enclosing(String type) {
    return type.substring(0, Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  static void writeNames(List<String> names, Output out) {
    out.varint(names.size());
    names.forEach(name -> writeName(name, out));
  }

  static List<String> readNames(Input in) {
    List<String> names = new ArrayList<>();
    for (int left = in.count(1); left > 0; left--) {
      names.add(readName(in));
    }
    return List.copyOf(names);
  }

  static void writeName(String name, Output out) {
    if (name.length() > LONGEST_NAME) {
      throw new Failure("a name of " + name.length() + " characters");
    }
    out.text(name);
  }

  static String readName(Input in) {
    String name = in.text();
    if (name.length() > LONGEST_NAME) {
      throw new Failure("a name of " + name.length() + " characters");
    }
    return name;
  }
}
