package dev.jumpgate.codec;

import dev.jumpgate.state.Sensitive;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How one record class is taken apart and put together. Made once per class and kept with it, so
 * that it goes when the class goes: nothing else may hold on to one.
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
  private final boolean[] nullable;
  private final MethodHandle[] getters;
  private final MethodHandle constructor;
  private final MethodHandle spread;
  private final MethodHandle[] boxed;
  // Replaced by compiled code when the class turns out to be used much; any thread may see either.
  private RecordCode code;

  private RecordAccess(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    shape =
        new Shape(
            type.getName(),
            isVariant(type),
            Former.namesOf(type),
            Arrays.stream(components).map(RecordAccess::slot).toList());
    nullable = new boolean[components.length];
    getters = new MethodHandle[components.length];
    boxed = new MethodHandle[components.length];
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      // The application's classes are in unnamed modules, which are open to all.
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
      for (int i = 0; i < components.length; i++) {
        nullable[i] = Nullness.allowsNull(components[i]);
        getters[i] = inside.unreflect(components[i].getAccessor());
        boxed[i] = getters[i].asType(MethodType.methodType(Object.class, Object.class));
      }
      constructor = inside.findConstructor(type, MethodType.methodType(void.class, parameters));
      spread =
          constructor
              .asSpreader(Object[].class, parameters.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new CodecException(type.getName() + " cannot be accessed: " + e.getMessage(), e);
    }
    code = new HandleCode(this);
  }

  private static Slot slot(RecordComponent component) {
    return new Slot(
        component.getName(),
        Kind.of(component.getType()),
        component.isAnnotationPresent(Sensitive.class),
        Nullness.isAnnotated(component),
        Former.namesOf(component));
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

  /** Whether nothing is said against null in the component. */
  boolean isNullable(int component) {
    return nullable[component];
  }

  MethodHandle getter(int component) {
    return getters[component];
  }

  MethodHandle constructor() {
    return constructor;
  }

  RecordCode code() {
    return code;
  }

  void use(RecordCode better) {
    code = better;
  }

  @Nullable Object get(Object record, int component) {
    try {
      return (Object) boxed[component].invokeExact(record);
    } catch (Throwable e) {
      throw Failure.of(e, "its accessor threw ").in(shape.slots().get(component).name());
    }
  }

  Object make(@Nullable Object[] components) {
    try {
      return (Object) spread.invokeExact(components);
    } catch (Throwable e) {
      throw Failure.of(e, RecordCode.constructorOf(shape));
    }
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
