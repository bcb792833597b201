package dev.jumpgate.runtime;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.codec.ChunkSource;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.codec.StreamReader;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a copy of a process: keeps its latest revision as objects of the process's
 * classes, and what waits behind it. See {@link CopyWriter}.
 *
 * <p>Confined to one thread at a time, which waits whenever the source does.
 */
public final class CopyReader {

  private static final Codec HEADS = Codec.of(Schema.of(CopyHead.class), Refs.NONE);

  private final ChunkSource source;
  private final Kinds kinds;
  private final String node;
  private final List<Signal.Mail> mail = new ArrayList<>();
  private @Nullable CopyHead head;
  private @Nullable Sink<?, ?> sink;
  private @Nullable Cause cause;
  private boolean complete;
  private boolean suspended;

  CopyReader(ChunkSource source, Kinds kinds, String node) {
    this.source = source;
    this.kinds = kinds;
    this.node = node;
  }

  /**
   * Reads what comes next, and returns the sequence of the latest revision.
   *
   * @throws RefusedException when this node lacks the process's bundle
   * @throws dev.jumpgate.codec.CodecException when the bytes are no such copy
   * @throws IOException from the source, and where the chunks end
   */
  public long read() throws IOException {
    Sink<?, ?> to = sink;
    if (to == null) {
      to = begin();
      sink = to;
    }
    return to.read(this);
  }

  private Sink<?, ?> begin() throws IOException {
    byte[] first = source.next();
    if (first == null) {
      throw new IOException("the copy ended before it began");
    }
    CopyHead what = HEADS.decode(first, CopyHead.class);
    head = what;
    Bundle bundle =
        kinds
            .bundle(what.bundle())
            .orElseThrow(() -> new RefusedException(node + " has no bundle " + what.bundle()));
    return new Sink<>(kinds.of(bundle, what.behavior()), source);
  }

  /** True once what waits has been read, behind which nothing comes. */
  public boolean isComplete() {
    return complete;
  }

  /** True where it stands still for an operator. */
  boolean isSuspended() {
    return suspended;
  }

  CopyHead head() {
    return Objects.requireNonNull(head, "nothing was read");
  }

  Revision<?, ?> revision() {
    return Objects.requireNonNull(sink, "nothing was read").revision();
  }

  /** What waits behind the revision, oldest first. */
  List<Signal.Mail> mail() {
    return mail;
  }

  /** Why it starts where it goes on; null where what waits was not read. */
  @Nullable Cause cause() {
    return cause;
  }

  /** What the reader has of the process. */
  private static final class Sink<S, M> {

    private final Kind<S, M> kind;
    private final StreamReader stream;
    private final long base;
    private Ledger ledger = Ledger.EMPTY;
    private Copied.@Nullable Revised<S> last;

    Sink(Kind<S, M> kind, ChunkSource source) {
      this.kind = kind;
      this.stream = new StreamReader(source, kind.contents().copies());
      this.base = kind.delivery().now();
    }

    @SuppressWarnings("unchecked") // the codec admits what the program says its state is
    long read(CopyReader into) throws IOException {
      Copied<S> next =
          (Copied<S>) Objects.requireNonNull(last == null ? stream.read() : stream.apply(last));
      switch (next) {
        case Copied.Revised<S> revised -> {
          CopiedLedger was = last == null ? CopiedLedger.EMPTY : last.ledger();
          ledger = kind.contents().ledger(ledger, was, revised.ledger(), base);
          last = revised;
        }
        case Copied.Waiting<S>(var cause, var part, var end, var still) -> {
          into.mail.addAll(part);
          into.cause = cause;
          into.complete = end;
          into.suspended = still;
        }
      }
      return latest().sequence();
    }

    private Copied.Revised<S> latest() {
      return Objects.requireNonNull(last, "no revision was read");
    }

    Revision<S, M> revision() {
      return new Revision<>(latest().sequence(), latest().state(), ledger, kind);
    }
  }
}
