package dev.jumpgate.state;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record class, in the order of its components. Made once per class and kept with
 * it, so that it goes when the class goes.
 */
final class RecordParts {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ClassValue<RecordParts> ALL =
      new ClassValue<>() {
        @Override
        protected RecordParts computeValue(Class<?> type) {
          return new RecordParts(type);
        }
      };

  private final List<String> names;
  private final MethodHandle[] fields;

  private RecordParts(Class<?> type) {
    names = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    fields = fields(type, names);
  }

  private static MethodHandle[] fields(Class<?> type, List<String> names) {
    List<MethodHandle> fields = new ArrayList<>();
    try {
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
      for (String name : names) {
        fields.add(
            inside
                .unreflectGetter(type.getDeclaredField(name))
                .asType(MethodType.methodType(Object.class, Object.class)));
      }
    } catch (ReflectiveOperationException e) {
      return new MethodHandle[0];
    }
    return fields.toArray(MethodHandle[]::new);
  }

  static RecordParts of(Class<? extends Record> type) {
    return ALL.get(type);
  }

  /** False where a module keeps its records closed, so that nobody else can look into them. */
  boolean isOpen() {
    return fields.length == names.size();
  }

  int count() {
    return names.size();
  }

  List<String> names() {
    return names;
  }

  /** What the field holds: accessors may have been written by hand. */
  @Nullable Object get(Record record, int index) {
    try {
      return (Object) fields[index].invokeExact((Object) record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("reading a field throws nothing checked", e);
    }
  }
}
