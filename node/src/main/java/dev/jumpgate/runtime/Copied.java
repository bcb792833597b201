package dev.jumpgate.runtime;

import dev.jumpgate.process.Cause;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows the {@link CopyHead} in a stream from {@link CopyWriter} to {@link CopyReader}.
 *
 * @param <S> the state
 */
sealed interface Copied<S> {

  /** A revision; each one but the first travels as the difference to the one before. */
  record Revised<S>(long sequence, CopiedLedger ledger, S state) implements Copied<S> {}

  /**
   * A part of what waits behind the last revision, oldest first.
   *
   * @param cause why the process starts where it goes on
   * @param last true where nothing follows
   * @param suspended true where an operator has it stand still, also where it goes on
   */
  record Waiting<S>(Cause cause, List<Signal.Mail> mail, boolean last, boolean suspended)
      implements Copied<S> {}

  /** The type of all that a process of that state can be copied by. */
  static Type typeOf(Type state) {
    return new OfState(state);
  }

  /** {@code Copied<S>} for a state that is known at run time only. */
  record OfState(Type state) implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {state};
    }

    @Override
    public Type getRawType() {
      return Copied.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
