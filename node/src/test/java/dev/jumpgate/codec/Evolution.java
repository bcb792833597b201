package dev.jumpgate.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a class, each in a loader of its own, whose values are read by the other one.
 * Both bodies have a {@code make()} that gives a value, or a list of values, of records in them.
 */
final class Evolution {

  private final Class<?> old;
  private final Class<?> now;

  private Evolution(Class<?> old, Class<?> now) {
    this.old = old;
    this.now = now;
  }

  static Evolution of(Path folder, String old, String now)
      throws IOException, ClassNotFoundException {
    return new Evolution(Versions.demo(folder, old), Versions.demo(folder, now));
  }

  /** What the new version reads of the value that the old one makes, as text. */
  String forward() throws ReflectiveOperationException {
    return text(read(Versions.make(old), now));
  }

  /** What the old version reads of the value that the new one makes, as text. */
  String back() throws ReflectiveOperationException {
    return text(read(Versions.make(now), old));
  }

  /** The same for the element of that number. */
  String forward(int index) throws ReflectiveOperationException {
    return text(read(((List<?>) Versions.make(old)).get(index), now));
  }

  String back(int index) throws ReflectiveOperationException {
    return text(read(((List<?>) Versions.make(now)).get(index), old));
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  /** The value as the other version's record at the same place in the list of its classes. */
  private static @Nullable Object read(Object value, Class<?> reader)
      throws ReflectiveOperationException {
    Class<?> wanted = reader.getClassLoader().loadClass(rootOf(value, reader));
    return Codec.of(Schema.of(wanted), Trade.FakeRef::new).decode(Codec.encode(value));
  }

  // A record that was renamed is found by what make() of the reader gives.
  private static String rootOf(Object value, Class<?> reader) throws ReflectiveOperationException {
    String name = value.getClass().getName();
    for (Class<?> nested : reader.getDeclaredClasses()) {
      if (nested.getName().equals(name)) {
        return name;
      }
    }
    return Versions.make(reader).getClass().getName();
  }
}
