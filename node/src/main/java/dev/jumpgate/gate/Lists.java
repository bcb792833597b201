package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.operator.ProcessLoad;
import java.util.Collection;
import java.util.Comparator;

/** One list out of what each node says. */
final class Lists {

  private Lists() {}

  static Result loads(Collection<Result> answers) {
    return new Result.Top(
        answers.stream()
            .flatMap(answer -> ((Result.Top) answer).processes().stream())
            .sorted(
                Comparator.comparingDouble(ProcessLoad::rate)
                    .thenComparingLong(ProcessLoad::messages)
                    .reversed())
            .toList());
  }

  static Result crashes(Collection<Result> answers) {
    return new Result.Crashes(
        answers.stream()
            .flatMap(answer -> ((Result.Crashes) answer).crashes().stream())
            .sorted(Comparator.comparing(CrashStatus::time).reversed())
            .toList());
  }

  static Result deadLetters(Collection<Result> answers) {
    return new Result.DeadLetters(
        answers.stream()
            .flatMap(answer -> ((Result.DeadLetters) answer).letters().stream())
            .sorted(Comparator.comparing(DeadLetter::time).reversed())
            .toList());
  }

  static Result audit(Collection<Result> answers) {
    return new Result.Audit(
        answers.stream()
            .flatMap(answer -> ((Result.Audit) answer).entries().stream())
            .sorted(
                Comparator.comparing(AuditEntry::time)
                    .thenComparing(AuditEntry::node)
                    .thenComparingLong(AuditEntry::sequence))
            .toList());
  }

  static Result conflicts(Collection<Result> answers) {
    return new Result.Conflicts(
        answers.stream()
            .flatMap(answer -> ((Result.Conflicts) answer).conflicts().stream())
            .sorted(Comparator.comparing(Conflict::time).reversed())
            .toList());
  }
}
