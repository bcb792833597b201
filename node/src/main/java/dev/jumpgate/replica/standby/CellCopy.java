package dev.jumpgate.replica.standby;

import dev.jumpgate.codec.CodecException;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.CopyReader;
import dev.jumpgate.runtime.Processes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The copy of a process as objects of its own classes, ready to go on with. */
final class CellCopy implements Likeness {

  private static final Logger LOG = LogManager.getLogger(CellCopy.class);

  private final Processes processes;

  // Guarded by this.
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private @Nullable Stream stream;
  private @Nullable CopyReader whole;
  private @Nullable Cell<?, ?> prepared;

  CellCopy(Processes processes) {
    this.processes = processes;
  }

  /** One stream from the owner. */
  private final class Stream {

    private final LongConsumer applied;
    private final Consumer<String> failed;
    private final CopyReader reader;
    // Confined to the tasks.
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private boolean broken;

    Stream(LongConsumer applied, Consumer<String> failed) {
      this.applied = applied;
      this.failed = failed;
      this.reader = processes.landing().copies(this::next);
    }

    private byte @Nullable [] next() {
      return parts.poll();
    }

    private void take(byte[] part, long revision) {
      parts.add(part);
      if (revision < 0 || broken) {
        return;
      }
      try {
        long read = reader.read();
        whole(reader);
        applied.accept(read);
      } catch (CodecException | JumpgateException | IOException e) {
        broken = true;
        failed.accept(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        broken = true;
        LOG.error("a copy cannot be read", e);
        failed.accept("the copy cannot be read: " + e);
      }
    }
  }

  // One task after the other, on a thread that is there while there are any.
  private synchronized void later(Runnable task) {
    tasks.add(task);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("jumpgate-copy").start(this::run);
    }
  }

  private void run() {
    for (Runnable task; (task = next()) != null; ) {
      task.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = tasks.poll();
    running = next != null;
    return next;
  }

  private synchronized void whole(CopyReader reader) {
    whole = reader;
  }

  @Override
  public synchronized void begin(LongConsumer applied, Consumer<String> failed) {
    stream = new Stream(applied, failed);
  }

  @Override
  public synchronized void take(byte[] part, long revision) {
    Stream of = stream;
    if (of != null) {
      later(() -> of.take(part, revision));
    }
  }

  @Override
  public synchronized boolean isWhole() {
    return whole != null;
  }

  @Override
  public void prepare(Consumer<@Nullable String> done) {
    later(() -> done.accept(prepare()));
  }

  private @Nullable String prepare() {
    CopyReader reader;
    synchronized (this) {
      reader = whole;
    }
    if (reader == null) {
      return "there is no whole copy";
    }
    try {
      Cell<?, ?> cell = processes.landing().prepare(reader, Cause.PROMOTED);
      synchronized (this) {
        prepared = cell;
      }
      return null;
    } catch (CodecException | JumpgateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private synchronized Cell<?, ?> prepared() {
    return Objects.requireNonNull(prepared, "not prepared");
  }

  @Override
  public void activate() {
    processes.landing().activate(prepared());
  }

  @Override
  public void discard() {
    processes.landing().discard(prepared());
  }

  @Override
  public synchronized void drop() {
    stream = null;
    whole = null;
    tasks.clear();
  }
}
