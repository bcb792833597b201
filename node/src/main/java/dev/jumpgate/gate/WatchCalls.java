package dev.jumpgate.gate;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Chronicle;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.runtime.Processes;
import dev.jumpgate.runtime.Remembered;
import dev.jumpgate.runtime.Replay;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does the commands that watch and steer single processes of this node. */
final class WatchCalls {

  private static final Duration TRACE_WAIT = Duration.ofSeconds(1);

  /**
   * What operators see of a message or state: every one that these commands show goes through it.
   */
  private static final UnaryOperator<Tree> SIGHT = Tree::masked;

  private static final String ANEW =
      "where a process moves to, or its standby goes on, they begin anew";

  private final String self;
  private final Processes processes;

  WatchCalls(String self, Processes processes) {
    this.self = self;
    this.processes = processes;
  }

  private Chronicle chronicle() {
    return processes.chronicle();
  }

  Result execute(Cell<?, ?> cell, Call.OfProcess call) throws InterruptedException {
    return switch (call) {
      case Call.At(var _, var revision) -> new Result.At(state(cell, revision));
      case Call.History(var _, var on) -> history(cell, on);
      case Call.Diff(var _, var from, var to) -> diff(cell, from, to);
      case Call.Suspend _ -> {
        processes.steering().suspend(cell);
        yield changed(cell);
      }
      case Call.Resume _ -> {
        processes.steering().resume(cell);
        yield changed(cell);
      }
      case Call.Restart _ -> {
        processes.steering().restart(cell);
        yield changed(cell);
      }
      case Call.Stop(var _, var kill) ->
          new Result.Stopped(
              kill ? processes.steering().kill(cell, self) : processes.steering().stop(cell, self));
      case Call.TraceOpen(var _, var limits) ->
          new Result.TraceOpened(chronicle().trace(cell, limits));
    };
  }

  Result execute(Call.OfRecord call) throws InterruptedException {
    return switch (call) {
      case Call.Crash(var id) ->
          new Result.Crash(chronicle().crash(id, SIGHT).orElseThrow(() -> unknown("crash", id)));
      case Call.Replay(var id, var version) ->
          new Result.Replayed(Replay.of(processes, id, version, SIGHT));
      case Call.Redeliver(var id) -> new Result.Redelivered(processes.steering().redeliver(id));
      case Call.TraceNext(var id) ->
          new Result.Traced(
              chronicle().traced(id, TRACE_WAIT, SIGHT).orElseThrow(() -> unknown("trace", id)));
      case Call.TraceClose(var id) -> {
        chronicle().untrace(id);
        yield new Result.Done();
      }
    };
  }

  private static OperatorException unknown(String what, String id) {
    return new OperatorException(Code.FAILED, "there is no %s %s".formatted(what, id), null);
  }

  Result top(Stream<Cell<?, ?>> cells) {
    return new Result.Top(cells.map(cell -> Probe.load(cell, self)).toList());
  }

  Result crashes() {
    return new Result.Crashes(chronicle().crashes(SIGHT));
  }

  Result deadLetters() {
    return new Result.DeadLetters(chronicle().letters(SIGHT));
  }

  Result conflicts() {
    return new Result.Conflicts(processes.conflicts().all(SIGHT));
  }

  private Result changed(Cell<?, ?> cell) {
    return new Result.Changed(Probe.status(cell, self));
  }

  // --- the past ---

  private Result history(Cell<?, ?> cell, @Nullable Boolean on) {
    if (on != null) {
      Remembered.set(cell, on);
    }
    return new Result.History(
        new History(
            cell.name(), cell.pid(), self, Remembered.isOn(cell), Remembered.entries(cell, SIGHT)));
  }

  private Result diff(Cell<?, ?> cell, @Nullable Long from, @Nullable Long to) {
    List<Long> kept = Remembered.sequences(cell);
    if (kept.size() < 2 && (from == null || to == null)) {
      throw new OperatorException(
          Code.FAILED,
          "fewer than two revisions of %s are kept".formatted(cell.label()),
          "/history lists them, and switches keeping on; " + ANEW);
    }
    long older = from != null ? from : kept.get(kept.size() - 2);
    long newer = to != null ? to : kept.getLast();
    return new Result.Diff(cell.label(), older, newer, state(cell, older), state(cell, newer));
  }

  private static Bytes state(Cell<?, ?> cell, long revision) {
    Bytes state =
        Remembered.state(cell, revision)
            .orElseThrow(() ->
                new OperatorException(
                    Code.FAILED,
                    "revision %d of %s is not kept; there are %s"
                        .formatted(revision, cell.label(), Remembered.sequences(cell)),
                    "/history lists them; " + ANEW));
    Tree whole = Codec.tree(state.toArray());
    Tree shown = SIGHT.apply(whole);
    return shown == whole ? state : Bytes.of(Codec.encodeAsValue(shown));
  }
}
