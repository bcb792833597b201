package dev.jumpgate.shell.render;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Values as JSON, for {@code --json}.
 *
 * <p>A record is an object by its components' names; a {@link Duration} {@code x} is the number
 * {@code xMs}; a time is ISO-8601 in UTC; a constant is in lower case; what is not known is null. A
 * record that is one of several, by a sealed interface, says which in {@code @type}. Writes with a
 * generator rather than an object mapper: that is a tenth of a second less for every command.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** One document on one line, without the line's end. */
  public static String document(Object value) {
    var out = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toString();
  }

  /** What goes to standard error when a command failed. */
  public static String error(String code, String message, @Nullable String hint) {
    return document(new Failure(new Reason(code, message, hint)));
  }

  /** What goes to standard error when a command failed. */
  public static String error(OperatorException e) {
    return error(e.code().text(), String.valueOf(e.getMessage()), e.hint());
  }

  private record Failure(Reason error) {}

  private record Reason(String code, String message, @Nullable String hint) {}

  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Tree tree -> out.writeRawValue(tree.json());
      case Pid pid -> out.writeString(pid.toString());
      case Record object -> write(out, object);
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach((key, item) -> {
          out.writeName(key.toString());
          write(out, item);
        });
        out.writeEndObject();
      }
      case Collection<?> items -> {
        out.writeStartArray();
        items.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Duration duration -> writeMillis(out, duration);
      case Enum<?> constant -> out.writeString(lowerCase(constant));
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number when number.isNaN() || number.isInfinite() -> out.writeNull();
      case Double number -> out.writeNumber(number);
      // Instants among them: their text is ISO-8601 in UTC.
      default -> out.writeString(value.toString());
    }
  }

  private static void write(JsonGenerator out, Record object) {
    out.writeStartObject();
    if (Stream.of(object.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
      out.writeStringProperty("@type", object.getClass().getSimpleName());
    }
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      boolean duration = component.getType() == Duration.class;
      out.writeName(duration ? component.getName() + "Ms" : component.getName());
      write(out, read(object, component));
    }
    out.writeEndObject();
  }

  private static @Nullable Object read(Record object, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      // Records that only this package sees are read as well.
      accessor.setAccessible(true);
      return accessor.invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException("cannot read %s of %s".formatted(component, object), e);
    }
  }

  private static void writeMillis(JsonGenerator out, Duration duration) {
    var millis =
        BigDecimal.valueOf(duration.toSeconds())
            .movePointRight(3)
            .add(BigDecimal.valueOf(duration.toNanosPart(), 6))
            .stripTrailingZeros();
    out.writeNumber(millis.scale() < 0 ? millis.setScale(0) : millis);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
