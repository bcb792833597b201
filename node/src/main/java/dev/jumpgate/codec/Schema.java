package dev.jumpgate.codec;

import dev.jumpgate.process.Request;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A closed list of types: what may be decoded.
 *
 * <p>It holds its roots and all that they mention: record components with their type arguments, the
 * permitted records and enums of sealed interfaces. Allowed are records, enums, sealed interfaces
 * of both, {@code String}, primitives and boxes, {@code BigInteger}, {@code BigDecimal}, {@code
 * UUID}, {@code Instant}, {@code Duration}, {@code LocalDate}, {@code LocalTime}, {@code
 * LocalDateTime}, {@code ZonedDateTime}, {@code Optional}, {@code List}, {@code Set}, {@code Map},
 * the values of {@code dev.jumpgate.state}, {@code Pid} and {@code Ref}. What is mutable or open is
 * refused.
 */
public final class Schema {

  // The order of the roots is the order in which they are tried.
  private final Set<Applied> roots;
  private final List<Form> forms;

  private Schema(Set<Applied> roots) {
    if (roots.isEmpty()) {
      throw new SchemaException("a schema of nothing");
    }
    this.roots = roots;
    SchemaWalk walk = new SchemaWalk();
    this.forms = roots.stream().map(walk::root).toList();
  }

  /**
   * The schema of values of one of the types.
   *
   * @throws SchemaException when a part is mutable or open
   */
  public static Schema of(Type... roots) {
    return new Schema(appliedTo(new LinkedHashSet<>(), roots));
  }

  /** This schema with more roots. */
  public Schema with(Type... more) {
    return new Schema(appliedTo(new LinkedHashSet<>(roots), more));
  }

  private static Set<Applied> appliedTo(Set<Applied> start, Type... types) {
    Arrays.stream(types).map(Applied::of).forEach(start::add);
    return start;
  }

  /**
   * The schema of the answers to a request: of {@code R} where the class is a {@code Request<M,
   * R>}.
   *
   * @throws SchemaException when the class is no request, or its answer cannot travel
   */
  public static Schema answerOf(Class<?> requestClass) {
    Applied request = Applied.of(requestClass).as(Request.class);
    if (request == null) {
      throw new SchemaException(requestClass.getName() + " is no Request");
    }
    return new Schema(Set.of(request.argument(1)));
  }

  List<Form> forms() {
    return forms;
  }

  /** The roots that go with the first tag and type name of a message; at least one. */
  List<Form> candidates(Reading reading) {
    Tag tag = reading.in().tag();
    String type = tag == Tag.NEW_RECORD || tag == Tag.NEW_CONSTANT ? reading.in().text() : "";
    List<Form> fitting =
        forms.stream().filter(f -> tag == Tag.NULL || goesWith(f, tag, type)).toList();
    if (fitting.isEmpty()) {
      String wanted = String.join(", ", forms.stream().map(Form::what).toList());
      String found = type.isEmpty() ? "a value of kind " + tag : "a " + type;
      throw reading.failure("one of " + wanted + " goes here, not " + found);
    }
    return fitting;
  }

  private static boolean goesWith(Form form, Tag tag, String type) {
    return switch (form) {
      case Form.ScalarForm _ -> tag.isScalar();
      case Form.ConstantForm constant -> constant.type().getName().equals(type);
      case Form.RecordForm record -> record.access().shape().type().equals(type);
      case Form.FamilyForm family -> family.member(type) != null;
      case Form.ListForm _ -> tag.isList();
      case Form.SetForm _ -> tag.isSet();
      case Form.MapForm _ -> tag.isMap();
      case Form.OptionalForm _ -> true;
      case Form.SpecialForm special ->
          switch (special) {
            case PID -> tag == Tag.PID;
            case REF -> tag == Tag.REF;
            case TREE -> true;
            case NOTHING -> false;
          };
    };
  }
}
