package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Transport;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.CopyWriter;
import dev.jumpgate.runtime.Images;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a process's revisions to its standby. It always sends the difference from what it
 * sent last to what is committed: a process that is faster than the way there costs no more.
 */
final class Outflow {

  private static final Logger LOG = LogManager.getLogger(Outflow.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cell<?, ?> cell;
  private final String node;
  private final Word.Offer offer;
  private final Transport transport;
  private final Broken broken;
  private final CopyWriter writer;
  // As if it ran, until it has begun.
  private final AtomicReference<Work> work = new AtomicReference<>(Work.RUNNING);
  private volatile boolean ended;

  // Confined to the thread that sends: a part that may be the last of its revision.
  private byte @Nullable [] inHand;

  private enum Work {
    NONE,
    RUNNING,
    /** There was a commit since it began. */
    DUE_AGAIN
  }

  Outflow(
      Cell<?, ?> cell,
      Images images,
      String node,
      Word.Offer offer,
      Transport transport,
      Broken broken) {
    this.cell = cell;
    this.node = node;
    this.offer = offer;
    this.transport = transport;
    this.broken = broken;
    this.writer = images.copy(cell, this::part);
  }

  /** Is told why the stream cannot go on. */
  interface Broken {

    /** A new stream can follow the process. */
    void anew();

    /** None can. */
    void never(String why);
  }

  /** Sends the offer, and the whole process. */
  void begin() {
    Thread.ofVirtual()
        .name("jumpgate-standby")
        .start(() -> {
          if (run(() -> send(Codec.encode(offer)))) {
            drain();
          }
        });
  }

  /** There is a new revision. Never blocks. */
  void wake() {
    Work before = work.getAndUpdate(now -> now == Work.NONE ? Work.RUNNING : Work.DUE_AGAIN);
    if (before == Work.NONE) {
      Thread.ofVirtual().name("jumpgate-standby").start(this::drain);
    }
  }

  /** Nothing more is sent. */
  void end() {
    ended = true;
  }

  private void drain() {
    do {
      work.set(Work.RUNNING);
      if (ended || !run(this::revision)) {
        return;
      }
    } while (!work.compareAndSet(Work.RUNNING, Work.NONE));
  }

  private interface Step {
    void run() throws IOException;
  }

  private boolean run(Step step) {
    try {
      step.run();
      return true;
    } catch (RefusedException e) {
      broken.anew();
    } catch (CodecException e) {
      broken.never("%s cannot be copied: %s".formatted(cell.label(), e.getMessage()));
    } catch (IOException e) {
      LOG.debug("the copy of {} on {} ends", cell.label(), node, e);
    } catch (JumpgateException e) {
      broken.never(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("the copy of {} on {} failed", cell.label(), node, e);
      broken.never("copying it failed: " + e);
    }
    return false;
  }

  private void revision() throws IOException {
    long revision = writer.write();
    byte[] last = inHand;
    inHand = null;
    send(last == null ? new byte[0] : last, revision);
  }

  private void part(byte[] chunk) throws IOException {
    byte[] before = inHand;
    inHand = chunk;
    if (before != null) {
      send(before, -1);
    }
  }

  private void send(byte[] part, long revision) throws IOException {
    send(
        Codec.encode(
            new Word.Part(offer.pid(), offer.epoch(), offer.stream(), Bytes.of(part), revision)));
  }

  // A copy goes no faster than the standby takes it.
  private void send(byte[] frame) throws IOException {
    try {
      while (!ended) {
        switch (transport.send(node, Transport.Channel.STANDBY, frame)) {
          case SENT -> {
            return;
          }
          case FULL -> transport.awaitRoom(node, Transport.Channel.STANDBY, PATIENCE);
          case GONE -> throw new IOException(node + " is gone");
          case TOO_LARGE -> throw new IOException("a part of %d bytes".formatted(frame.length));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
