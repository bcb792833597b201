package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Condition} asks about: a component of a process's status, or a part of its state.
 */
sealed interface Subject {

  Found of(ProcessStatus process, Supplier<Tree> state);

  /** What was there. */
  sealed interface Found {}

  /** The process has no such part. */
  record Nothing() implements Found {}

  /** A number, a text, a truth value or null; a {@link Tree} where it is a record or collection. */
  record Something(@Nullable Object value) implements Found {}

  /** A component of {@link ProcessStatus}, under the name that it has in JSON. */
  record Field(RecordComponent component) implements Subject {

    static Optional<Field> named(String name) {
      return components().filter(c -> c.getName().equals(name)).findFirst().map(Field::new);
    }

    static List<String> names() {
      return components().map(RecordComponent::getName).toList();
    }

    private static Stream<RecordComponent> components() {
      return Arrays.stream(ProcessStatus.class.getRecordComponents());
    }

    boolean isNumber() {
      Class<?> type = component.getType();
      return type.isPrimitive() || Number.class.isAssignableFrom(type);
    }

    @Override
    public Found of(ProcessStatus process, Supplier<Tree> state) {
      try {
        Object value = component.getAccessor().invoke(process);
        return new Something(value instanceof Pid pid ? pid.toString() : value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }

  /** What is at a path of the state. */
  record Part(String path) implements Subject {

    @Override
    public Found of(ProcessStatus process, Supplier<Tree> state) {
      return state.get().find(path).map(Part::found).orElse(new Nothing());
    }

    private static Found found(Tree part) {
      return switch (part) {
        case Tree.Symbol symbol -> new Something(symbol.text());
        case Tree.Scalar(Number number) -> new Something(number);
        case Tree.Scalar(Boolean truth) -> new Something(truth);
        case Tree.Scalar scalar when scalar.isNull() -> new Something(null);
        case Tree.Scalar scalar -> new Something(scalar.asText());
        default -> new Something(part);
      };
    }
  }
}
