package dev.jumpgate.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class with its type arguments, where variables and wildcards are replaced by what they stand
 * for. Missing arguments stand for the bounds of the variables.
 */
record Applied(Class<?> raw, List<Applied> arguments) {

  static Applied of(Type type) {
    return of(type, Map.of());
  }

  private static Applied of(Type type, Map<TypeVariable<?>, Applied> bindings) {
    return switch (type) {
      case Class<?> raw -> new Applied(raw, List.of());
      case ParameterizedType generic ->
          new Applied(
              (Class<?>) generic.getRawType(),
              Arrays.stream(generic.getActualTypeArguments()).map(a -> of(a, bindings)).toList());
      case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], bindings);
      case TypeVariable<?> variable -> {
        Applied bound = bindings.get(variable);
        // A bound may mention its own variable: its erasure ends that.
        yield bound != null ? bound : new Applied(erasure(variable.getBounds()[0]), List.of());
      }
      case GenericArrayType _ -> new Applied(Object[].class, List.of());
      default -> new Applied(Object.class, List.of());
    };
  }

  private static Class<?> erasure(Type bound) {
    return switch (bound) {
      case Class<?> raw -> raw;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      case TypeVariable<?> variable -> erasure(variable.getBounds()[0]);
      default -> Object.class;
    };
  }

  /** The type argument number {@code index}; Object where this is a raw type. */
  Applied argument(int index) {
    return index < arguments.size() ? arguments.get(index) : of(Object.class);
  }

  /** A type that is mentioned inside of this class, with the class's variables replaced. */
  Applied inside(Type mentioned) {
    TypeVariable<?>[] variables = raw.getTypeParameters();
    Map<TypeVariable<?>, Applied> bindings = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      bindings.put(variables[i], arguments.get(i));
    }
    return of(mentioned, bindings);
  }

  /** One of the permitted subclasses of this sealed type, with the arguments that follow. */
  Applied subtype(Class<?> permitted) {
    Map<TypeVariable<?>, Applied> bindings = new HashMap<>();
    for (Type above : permitted.getGenericInterfaces()) {
      if (above instanceof ParameterizedType generic && generic.getRawType() == raw) {
        Type[] given = generic.getActualTypeArguments();
        for (int i = 0; i < arguments.size(); i++) {
          if (given[i] instanceof TypeVariable<?> variable) {
            bindings.put(variable, arguments.get(i));
          }
        }
      }
    }
    return new Applied(
        permitted, Arrays.stream(permitted.getTypeParameters()).map(v -> of(v, bindings)).toList());
  }

  /** This type seen as {@code wanted}, one of the interfaces above it; null where it is none. */
  @Nullable Applied as(Class<?> wanted) {
    if (raw == wanted) {
      return this;
    }
    for (Type above : raw.getGenericInterfaces()) {
      Applied found = inside(above).as(wanted);
      if (found != null) {
        return found;
      }
    }
    Type parent = raw.getGenericSuperclass();
    return parent == null ? null : inside(parent).as(wanted);
  }
}
