package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A read of one entry, asked again until it is answered. */
final class Reading {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Table table;
  private final Clock clock;
  private final String key;
  private final long deadline;
  private final CompletableFuture<Optional<Owner>> answer = new CompletableFuture<>();

  private Reading(Table table, Clock clock, String key) {
    this.table = table;
    this.clock = clock;
    this.key = key;
    this.deadline = clock.nanos() + Settlement.PATIENCE.toNanos();
  }

  static CompletionStage<Optional<Owner>> of(Table table, Clock clock, String key) {
    var reading = new Reading(table, clock, key);
    reading.ask();
    return reading.answer;
  }

  private void ask() {
    table
        .read(List.of(key))
        .whenComplete((entries, failure) -> {
          Throwable cause = Settlement.cause(failure);
          if (entries != null) {
            answer.complete(Optional.ofNullable(entries.get(key)));
          } else if (!(cause instanceof Table.Unclear)) {
            answer.completeExceptionally(cause);
          } else if (clock.nanos() - deadline < 0) {
            clock.after(PAUSE, this::ask);
          } else {
            answer.completeExceptionally(
                new JumpgateException("the registry did not answer about " + key, cause));
          }
        });
  }
}
