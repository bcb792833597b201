package dev.jumpgate.codec;

import dev.jumpgate.process.Request;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

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
public final class Schema {

  // The order of the roots is the order in which they are tried.
  private final Set<Applied> roots;
  private final Roots forms;

  private Schema(Set<Applied> roots) {
    if (roots.isEmpty()) {
      throw new SchemaException("a schema of nothing");
    }
    this.roots = roots;
    SchemaWalk walk = new SchemaWalk();
    this.forms = new Roots(roots.stream().map(walk::root).toList());
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

  Roots roots() {
    return forms;
  }
}
