/**
 * What the author of a process writes against, and nothing else.
 *
 * <p>A process is a function {@code (state, message) -> (state, effects)}. Start reading at {@link
 * dev.jumpgate.process.Behavior}, then {@link dev.jumpgate.process.Context} (the effects a handler
 * can ask for) and {@link dev.jumpgate.process.Ref} (how others reach a process).
 *
 * <p>Invariant: nothing here does anything by itself. Interfaces are implemented by the runtime,
 * records are values that travel.
 */
@NullMarked
package dev.jumpgate.process;

import org.jspecify.annotations.NullMarked;
