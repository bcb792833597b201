package dev.jumpgate.runtime;

import dev.jumpgate.code.Program;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;

/**
 * What all processes of this node have in common that run one behavior in one version.
 *
 * @param behavior the one instance: a behavior has no fields, so that processes may share it
 * @param starts true where it says itself what to do at the start
 * @param traps true where it handles the ends of linked processes
 */
record Kind<S, M>(
    Program<S, M> program,
    Behavior<S, M> behavior,
    Contents<S, M> contents,
    boolean starts,
    boolean traps,
    Delivery delivery) {

  static <S, M> Kind<S, M> of(Program<S, M> program, Delivery delivery) {
    return new Kind<>(
        program,
        program.newBehavior(),
        new Contents<>(program, delivery),
        program.starts(),
        program.traps(),
        delivery);
  }

  BundleVersion version() {
    return program.bundle().version();
  }
}
