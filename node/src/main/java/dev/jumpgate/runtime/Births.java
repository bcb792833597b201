package dev.jumpgate.runtime;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import java.util.List;

/** Children as values: out of a behavior and its first state, and into the image of a process. */
final class Births {

  private Births() {}

  static <S> Child child(String id, Kind<S, ?> kind, S state) {
    try {
      var code =
          new Child.Code.OfBehavior(
              kind.program().typeName(), kind.version(), Bytes.of(Codec.encode(state)));
      return Child.of(id, code);
    } catch (CodecException e) {
      throw new RefusedException("no state for the child %s: %s".formatted(id, e.getMessage()));
    }
  }

  /** A process that was made and has not begun. */
  static <S, M> ProcessImage image(Cell<S, M> made) {
    return made.contents().image(made, made.committed(), Cause.SPAWNED, List.of()).unborn();
  }

  /**
   * A child that has not begun.
   *
   * @param supervising the version of the code of supervisors
   */
  static ProcessImage image(Pid pid, Child child, Pid supervisor, BundleVersion supervising) {
    Child.Code.OfBehavior code =
        switch (child.code()) {
          case Child.Code.OfBehavior behavior -> behavior;
          case Child.Code.OfSupervisor(var plan) ->
              new Child.Code.OfBehavior(
                  Supervising.class.getName(), supervising, Bytes.of(Codec.encode(Brood.of(plan))));
        };
    return new ProcessImage(
        pid,
        child.name(),
        code.type(),
        code.bundle(),
        null,
        0,
        0,
        code.state(),
        Cause.SPAWNED,
        1,
        List.of(),
        List.of(),
        PMap.empty(),
        Ties.NONE.supervisedBy(supervisor),
        null,
        List.of(),
        false);
  }
}
