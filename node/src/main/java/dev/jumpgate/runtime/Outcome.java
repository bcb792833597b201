package dev.jumpgate.runtime;

import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.CallTimeoutException;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.NoProcessException;
import dev.jumpgate.process.NotUnderstoodException;
import dev.jumpgate.process.RefusedException;

/** What came of a request. */
sealed interface Outcome {

  /**
   * It was answered.
   *
   * @param content the answer, or {@link Envelope.Packed} while its classes are not at hand
   */
  record Value(Object content) implements Outcome {}

  /** It was not, and will not be. */
  record Failed(Why why, String reason) implements Outcome {

    JumpgateException exception() {
      return switch (why) {
        case NO_PROCESS -> new NoProcessException(reason);
        case NOT_UNDERSTOOD -> new NotUnderstoodException(reason);
        case TIMED_OUT -> new CallTimeoutException(reason);
        case REFUSED -> new RefusedException(reason);
        case CRASHED, LOST -> new CallFailedException(reason);
      };
    }
  }

  /** Why there is no answer. */
  enum Why {
    NO_PROCESS,
    NOT_UNDERSTOOD,
    CRASHED,
    LOST,
    TIMED_OUT,
    REFUSED
  }
}
