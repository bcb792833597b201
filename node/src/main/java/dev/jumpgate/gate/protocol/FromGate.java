package dev.jumpgate.gate.protocol;

import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.state.Bytes;
import org.jspecify.annotations.Nullable;

/** What a gate sends. */
public sealed interface FromGate {

  /** First of all: which protocol, version and node this is. */
  record Hello(int protocol, String version, String node) implements FromGate {}

  record Answered(long id, Result result) implements FromGate {}

  record Failed(long id, OperatorException.Code code, String message, @Nullable String hint)
      implements FromGate {

    public OperatorException exception() {
      return new OperatorException(code, message, hint);
    }
  }

  /** An event for the subscription {@code id}. */
  record Happened(long id, Event event) implements FromGate {}

  /** A step of the trace {@code id}. */
  record Traced(long id, TraceStep step) implements FromGate {}

  record Evaluated(long id, dev.jumpgate.gate.protocol.Evaluated result) implements FromGate {}

  /** What the evaluation {@code id} printed, in UTF-8; also after it has ended. */
  record Printed(long id, Bytes text, boolean error) implements FromGate {}
}
