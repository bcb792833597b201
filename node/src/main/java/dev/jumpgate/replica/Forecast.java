package dev.jumpgate.replica;

import dev.jumpgate.codec.CodecException;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MovePlan;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.CopyWriter;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.runtime.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a copy of a process would be like, from its size and how fast it changes, at the rate that a
 * copy is assumed to have.
 *
 * @param problem why it could not be copied at all; empty where it could
 */
record Forecast(
    long stateBytes,
    int mailbox,
    int rounds,
    long bytes,
    Duration total,
    Duration pause,
    String problem) {

  /** A copy that leaves room for calls, over a network of a gigabit: bytes in a second. */
  static final long BYTES_PER_SECOND = 100_000_000;

  // The questions and answers of a move before the freeze, and after it.
  private static final Duration BEFORE = Duration.ofMillis(2);
  private static final Duration WITHIN = Duration.ofMillis(2);
  private static final long BYTES_PER_MESSAGE = 100;
  private static final Duration SAMPLE = Duration.ofMillis(100);

  /** Measures the process, which notices nothing of it; takes a moment. */
  static Forecast of(Cell<?, ?> cell, Processes processes, MoveOptions options)
      throws InterruptedException {
    ProcessStatus status = Probe.status(cell, cell.pid().node());
    int mailbox = status.mailbox();
    CopyWriter copy = processes.images().copy(cell, chunk -> {});
    long size;
    long changed;
    try {
      copy.write();
      size = copy.bytes();
      Thread.sleep(SAMPLE);
      copy.write();
      changed = copy.bytes() - size;
    } catch (CodecException | IOException e) {
      return new Forecast(
          0, mailbox, 0, 0, Duration.ZERO, Duration.ZERO, String.valueOf(e.getMessage()));
    }
    double bytesPerNano = changed / (double) SAMPLE.toNanos();
    var forecast = of(size, mailbox, bytesPerNano, options);
    return "stuck".equals(status.status()) && !options.lastRevision()
        ? forecast.with("%s has been at one message for long".formatted(cell.label()))
        : forecast;
  }

  private static Forecast of(long size, int mailbox, double bytesPerNano, MoveOptions options) {
    int rounds = 1;
    long bytes = size;
    long round = size;
    while (round > Rounds.SMALL_BYTES && rounds < Rounds.MOST) {
      double pace = rounds == 1 ? 1 : options.throttle() / 100.0;
      // What changes while one round is copied is the next one, and never more than all.
      round = Math.min(size, (long) (bytesPerNano * pace * nanos(round)));
      bytes += round;
      rounds++;
    }
    long last = Math.min(round, (long) (bytesPerNano * nanos(round))) + mailbox * BYTES_PER_MESSAGE;
    bytes += last;
    Duration pause = WITHIN.plusNanos(nanos(last));
    Duration most = options.maxPause();
    boolean outrun = round > Rounds.SMALL_BYTES && (most == null || nanos(round) > most.toNanos());
    return new Forecast(
        size,
        mailbox,
        rounds + 1,
        bytes,
        BEFORE.plus(WITHIN).plusNanos(nanos(bytes)),
        pause,
        outrun ? "it changes faster than it can be copied: --max-pause allows a standstill" : "");
  }

  private static long nanos(long bytes) {
    return bytes * 1_000_000_000 / BYTES_PER_SECOND;
  }

  private Forecast with(String other) {
    return new Forecast(stateBytes, mailbox, rounds, bytes, total, pause, other);
  }

  MovePlan plan(String name, String from, String to, List<String> refusals) {
    List<String> reasons = new ArrayList<>(refusals);
    if (!problem.isEmpty()) {
      reasons.add(problem);
    }
    return new MovePlan(
        name,
        from,
        to,
        stateBytes,
        mailbox,
        rounds,
        bytes,
        total,
        pause,
        false,
        List.copyOf(reasons));
  }
}
