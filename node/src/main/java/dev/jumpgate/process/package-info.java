/**
 * What the author of a process writes against, and nothing else.
 *
 * <p>A process is a function {@code (state, message) -> (state, effects)}. Start reading at {@link
 * dev.jumpgate.process.Behavior}, then {@link dev.jumpgate.process.Context} (the effects a handler
 * can ask for) and {@link dev.jumpgate.process.Ref} (how others reach a process). {@link
 * dev.jumpgate.process.Trial} is for the unit tests of a behavior; whoever keeps processes going
 * starts at {@link dev.jumpgate.process.Supervisor}.
 *
 * <p>Invariant: nothing here reaches beyond its thread. Interfaces are implemented by the runtime,
 * records are values that travel; what a handler may do is said once, in {@link
 * dev.jumpgate.process.RuledContext}, for the runtime and for trials.
 */
@NullMarked
package dev.jumpgate.process;

import org.jspecify.annotations.NullMarked;
