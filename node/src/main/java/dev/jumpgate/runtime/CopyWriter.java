package dev.jumpgate.runtime;

import dev.jumpgate.codec.ChunkSink;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.StreamWriter;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.RefusedException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a copy of a process: its committed revisions on their way elsewhere, the first
 * whole and each later one as what changed. It takes no turn of the process.
 *
 * <p>The first chunk is a {@link CopyHead}; what follows is a stream of {@link Copied} and may be
 * cut anywhere. Confined to one thread at a time, which waits whenever the sink does.
 */
public final class CopyWriter {

  /** How many of those that wait are written at once. */
  private static final int MAIL_BATCH = 1_024;

  private final Source<?, ?> source;
  private final ChunkSink chunks;
  private final StreamWriter stream;
  private long bytes;

  CopyWriter(Cell<?, ?> cell, ChunkSink chunks) {
    this.source = Source.of(cell);
    this.chunks = chunks;
    this.stream = new StreamWriter(this::emit);
  }

  private void emit(byte[] chunk) throws IOException {
    bytes += chunk.length;
    chunks.accept(chunk);
  }

  /**
   * Writes the last committed revision, and returns its sequence.
   *
   * @throws RefusedException when the process runs another version than at the first time: only a
   *     new copy can follow that
   * @throws dev.jumpgate.codec.CodecException when a part of it cannot travel; the copy is of no
   *     more use, so below
   * @throws IOException from the sink
   */
  public long write() throws IOException {
    return source.write(this);
  }

  /** Writes what waits behind the last revision; nothing follows. */
  void write(Cause cause, List<Envelope> waiting, boolean suspended) throws IOException {
    int from = 0;
    do {
      int to = Math.min(waiting.size(), from + MAIL_BATCH);
      List<Signal.Mail> part = waiting.subList(from, to).stream().map(Packing::pack).toList();
      stream.write(new Copied.Waiting<>(cause, part, to == waiting.size(), suspended));
      from = to;
    } while (from < waiting.size());
  }

  /** How much has been written so far. */
  public long bytes() {
    return bytes;
  }

  /** The process, and what its reader has of it. */
  private static final class Source<S, M> {

    private final Cell<S, M> cell;
    private final Kind<S, M> kind;
    private Ledger ledger = Ledger.EMPTY;
    private Copied.@Nullable Revised<S> last;
    private long base;

    private Source(Cell<S, M> cell) {
      this.cell = cell;
      this.kind = cell.committed().kind();
    }

    static <S, M> Source<S, M> of(Cell<S, M> cell) {
      return new Source<>(cell);
    }

    long write(CopyWriter out) throws IOException {
      Revision<S, M> now = cell.committed();
      if (now.kind() != kind) {
        throw new RefusedException(
            "%s runs %s now, and was copied as %s"
                .formatted(cell.label(), now.version(), kind.version()));
      }
      if (last == null) {
        base = kind.delivery().now();
        out.emit(Codec.encode(head()));
      }
      var next =
          new Copied.Revised<>(
              now.sequence(),
              (last == null ? CopiedLedger.EMPTY : last.ledger()).to(ledger, now.ledger(), base),
              now.state());
      if (last == null) {
        out.stream.write(next);
      } else {
        out.stream.writeDifference(last, next);
      }
      ledger = now.ledger();
      last = next;
      return now.sequence();
    }

    private CopyHead head() {
      return new CopyHead(
          cell.pid(),
          cell.name(),
          kind.program().typeName(),
          kind.version(),
          cell.former(),
          cell.epoch());
    }
  }
}
