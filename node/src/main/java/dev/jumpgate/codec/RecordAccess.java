package dev.jumpgate.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one record class is taken apart and put together. Made once per class and kept with it, so
 * that it goes when the class goes.
 */
final class RecordAccess {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassValue<RecordAccess> ALL =
      new ClassValue<>() {
        @Override
        protected RecordAccess computeValue(Class<?> type) {
          return new RecordAccess(type);
        }
      };

  private final Class<?> type;
  private final Shape shape;
  private final MethodHandle[] getters;
  private final MethodHandle constructor;

  private RecordAccess(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    shape = new Shape(type.getName(), isVariant(type), names);
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      // The application's classes are in unnamed modules, which are open to all.
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
      List<MethodHandle> handles = new ArrayList<>();
      for (RecordComponent component : components) {
        handles.add(
            inside
                .unreflect(component.getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class)));
      }
      getters = handles.toArray(MethodHandle[]::new);
      constructor =
          inside
              .findConstructor(type, MethodType.methodType(void.class, parameters))
              .asSpreader(Object[].class, parameters.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new CodecException(type.getName() + " cannot be accessed: " + e.getMessage(), e);
    }
  }

  static RecordAccess of(Class<?> type) {
    return ALL.get(type);
  }

  Class<?> type() {
    return type;
  }

  Shape shape() {
    return shape;
  }

  @Nullable Object get(Object record, int component) throws Throwable {
    return (Object) getters[component].invokeExact(record);
  }

  Object make(@Nullable Object[] components) throws Throwable {
    return (Object) constructor.invokeExact(components);
  }

  /** True where a sealed interface stands above {@code type}. */
  private static boolean isVariant(Class<?> type) {
    for (Class<?> above : type.getInterfaces()) {
      if (above.isSealed() || isVariant(above)) {
        return true;
      }
    }
    return false;
  }
}
