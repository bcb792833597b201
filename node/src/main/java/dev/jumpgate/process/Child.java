package dev.jumpgate.process;

import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor is to start and keep: made by {@code Node.child}, {@link Context#child} or
 * {@link #of}, and given to {@link Supervisor#child} or {@link Supervisor.Message.Add}. A value
 * that travels.
 *
 * @param id tells it from the supervisor's other children
 * @param name its global name, or null
 * @param code what it runs
 * @param restart when it is started again
 * @param shutdown how long it may take to end in good order before it is killed; zero kills at
 *     once, null waits as long as it takes
 * @param fromInitial true where it starts again with its first state and not with its last one
 */
public record Child(
    String id,
    @Nullable String name,
    Code code,
    Restart restart,
    @Nullable Duration shutdown,
    boolean fromInitial) {

  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  public Child {
    Objects.requireNonNull(id, "id");
    if (shutdown != null && shutdown.isNegative()) {
      throw new IllegalArgumentException("the shutdown of " + id + " is negative: " + shutdown);
    }
  }

  /** When a child that failed or ended is started again. */
  public enum Restart {
    /** Always. */
    PERMANENT,
    /** When it did not end in good order. */
    TRANSIENT,
    /** Never. */
    TEMPORARY
  }

  /** What a child runs. */
  public sealed interface Code {

    /**
     * A behavior.
     *
     * @param type the name of its class
     * @param state its first state, encoded
     */
    record OfBehavior(String type, BundleVersion bundle, Bytes state) implements Code {}

    /** A supervisor of its own children. */
    record OfSupervisor(Supervisor plan) implements Code {}
  }

  /** A permanent child that is a supervisor; its end takes as long as that of its children. */
  public static Child of(String id, Supervisor plan) {
    return new Child(id, null, new Code.OfSupervisor(plan), Restart.PERMANENT, null, false);
  }

  /**
   * A permanent child with a deadline of five seconds; for the runtime, which encodes the state.
   */
  public static Child of(String id, Code.OfBehavior code) {
    return new Child(id, null, code, Restart.PERMANENT, SHUTDOWN, false);
  }

  /** The same with a global name. */
  public Child named(String global) {
    return new Child(id, global, code, restart, shutdown, fromInitial);
  }

  /** The same, started again at other times. */
  public Child restart(Restart when) {
    return new Child(id, name, code, when, shutdown, fromInitial);
  }

  /** The same with another deadline for its end in good order. */
  public Child shutdown(@Nullable Duration deadline) {
    return new Child(id, name, code, restart, deadline, fromInitial);
  }

  /** The same, started again with its first state. */
  public Child restartedFromInitial() {
    return new Child(id, name, code, restart, shutdown, true);
  }
}
