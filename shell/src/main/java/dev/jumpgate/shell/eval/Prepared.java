package dev.jumpgate.shell.eval;

import java.util.List;

/** A snippet that is compiled and declared, and whose statements have not run yet. */
public final class Prepared {

  private final List<Part> parts;

  Prepared(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  List<Part> parts() {
    return parts;
  }

  /** Why it does not compile; empty where it does. */
  public List<Problem> problems() {
    return parts.stream()
        .flatMap(part ->
            part instanceof Settled(Outcome.Rejected(var problems))
                ? problems.stream()
                : java.util.stream.Stream.empty())
        .toList();
  }

  /** One of the declarations or statements that a snippet falls into. */
  sealed interface Part {}

  /** Needs no run. */
  record Settled(Outcome outcome) implements Part {}

  /** Needs a run. */
  record Call(String type, String method, Shape shape) implements Part {}

  /** What a run's return value means. */
  sealed interface Shape {}

  /** It is the value of a variable. */
  record Valued(String name, String type) implements Shape {}

  /** It means nothing. */
  record Plain() implements Shape {}
}
