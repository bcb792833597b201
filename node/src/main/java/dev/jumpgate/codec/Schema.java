package dev.jumpgate.codec;

import dev.jumpgate.process.Request;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A closed list of types: what may be decoded.
 *
 * <p>It holds its roots and all that they mention: record components with their type arguments, the
 * permitted records and enums of sealed interfaces. Allowed are records, enums, sealed interfaces
 * of both, {@code String}, primitives and boxes, {@code BigInteger}, {@code BigDecimal}, {@code
 * UUID}, the immutable values of {@code java.time}, {@code Optional}, {@code List}, {@code Set},
 * {@code Map}, the values of {@code dev.jumpgate.state}, {@code Pid} and {@code Ref}. What is
 * mutable or open is refused.
 */
@SuppressWarnings("ReferenceEquality") // what was checked already is found by identity
public final class Schema {

  private static final ClassValue<Schema> ANSWERS =
      new ClassValue<>() {
        @Override
        protected Schema computeValue(Class<?> requestClass) {
          Applied request = Applied.of(requestClass).as(Request.class);
          if (request == null) {
            throw new SchemaException(requestClass.getName() + " is no Request");
          }
          return new Schema(Set.of(request.argument(1)));
        }
      };

  // The order of the roots is the order in which they are tried.
  private final Set<Applied> roots;
  private final Roots forms;
  // Made when first asked for: most schemas only read.
  private volatile ValueCheck @Nullable [] checks;

  private Schema(Set<Applied> roots) {
    if (roots.isEmpty()) {
      throw new SchemaException("a schema of nothing");
    }
    this.roots = roots;
    SchemaWalk walk = new SchemaWalk();
    List<Form> walked = roots.stream().map(walk::root).toList();
    if (!walk.refusals().isEmpty()) {
      throw new SchemaException(walk.refusals().getFirst().toString());
    }
    this.forms = new Roots(walked);
  }

  /**
   * The schema of values of one of the types.
   *
   * @throws SchemaException when a part is mutable or open
   */
  public static Schema of(Type... roots) {
    return new Schema(appliedTo(new LinkedHashSet<>(), roots));
  }

  /**
   * A part of a type that is mutable or open.
   *
   * @param path of the component, {@code State.log[].when}
   * @param reason which type it is, and what to use instead
   */
  public record Refusal(String path, String reason) {
    @Override
    public String toString() {
      return path + ": " + reason;
    }
  }

  /** All that would be refused in a schema of the type; empty where nothing would. */
  public static List<Refusal> refusals(Type type) {
    return refusals(Applied.of(type));
  }

  /** The same for the answers to a request. */
  public static List<Refusal> answerRefusals(Class<? extends Request<?, ?>> request) {
    return refusals(Objects.requireNonNull(Applied.of(request).as(Request.class)).argument(1));
  }

  private static List<Refusal> refusals(Applied type) {
    SchemaWalk walk = new SchemaWalk();
    try {
      walk.root(type);
    } catch (SchemaException e) {
      // A type without end: the walk has noted where.
    }
    return List.copyOf(walk.refusals());
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
    return ANSWERS.get(requestClass);
  }

  /**
   * False where {@link #check} has nothing to do, because the types say all: there is no {@code
   * List}, {@code Set}, {@code Map} or {@code Optional} among them, and no component that must not
   * be null.
   */
  public boolean needsCheck() {
    return Arrays.stream(checks()).anyMatch(check -> check.needed);
  }

  /**
   * Checks what the types do not say: that no collection in {@code now} can change any more, that
   * no null is where none can travel, and that elements are of their types. A component may be null
   * where it is annotated {@code Nullable}, or its class is not {@code NullMarked}.
   *
   * <p>What is the very object of the same place in {@code before} is skipped, so after a small
   * change of a large value the time follows the change.
   *
   * @param before a value that passed already, null where there is none
   * @throws SchemaException for the first part that is wrong, with its path
   */
  public void check(@Nullable Object before, @Nullable Object now) {
    if (now == null || now == before) {
      return;
    }
    ValueCheck.Fault first = null;
    for (ValueCheck check : checks()) {
      if (check.type.isInstance(now)) {
        try {
          check.part(before, now, 0);
          return;
        } catch (ValueCheck.Fault fault) {
          first = first == null ? fault : first;
        }
      }
    }
    String root = Shape.simple(now.getClass().getName());
    throw new SchemaException(
        first == null ? root + ": not one of the types that go here" : first.line(root));
  }

  private ValueCheck[] checks() {
    ValueCheck[] made = checks;
    if (made == null) {
      made = CheckWalk.of(roots).toArray(ValueCheck[]::new);
      checks = made;
    }
    return made;
  }

  Roots roots() {
    return forms;
  }
}
