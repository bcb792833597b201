package dev.jumpgate.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;

/**
 * Where a record may hold null, by any annotations of the usual names: as the tools that check
 * nullness have it. A class that says nothing of nullness may hold it anywhere.
 */
final class Nullness {

  private Nullness() {}

  /** Annotated {@code @Nullable}. */
  static boolean isAnnotated(RecordComponent component) {
    return has(component.getAnnotatedType(), "Nullable") || has(component, "Nullable");
  }

  /** Annotated so, or nothing is said against null. */
  static boolean allowsNull(RecordComponent component) {
    return isAnnotated(component)
        || component.getGenericType() instanceof TypeVariable<?>
        || !isMarked(component.getDeclaringRecord());
  }

  private static boolean isMarked(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      if (has(at, "NullMarked")) {
        return true;
      }
      if (has(at, "NullUnmarked")) {
        return false;
      }
    }
    return has(type.getPackage(), "NullMarked");
  }

  private static boolean has(AnnotatedElement element, String name) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(a -> a.getSimpleName().equals(name));
  }
}
