package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.PidEntries;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.CopyReader;
import dev.jumpgate.runtime.Landing;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A process that is on its way to this node; it is built on a thread of its own. */
final class ArrivingCell implements Coming {

  private static final Logger LOG = LogManager.getLogger(ArrivingCell.class);
  private static final Bytes END = Bytes.of();

  private final Transfer.Offer offer;
  private final Landing landing;
  private final PidEntries pids;
  private final Berths.Berth berth;
  // Bounded by what the source sends before it hears that it was used.
  private final BlockingQueue<Bytes> parts = new LinkedBlockingQueue<>();

  // Confined to the thread that builds.
  private long used;

  /** Throws a {@link JumpgateException} where it cannot come here. */
  ArrivingCell(Transfer.Offer offer, Landing landing, PidEntries pids, Berths berths) {
    landing.check(offer.pid(), offer.behavior(), offer.bundle(), offer.services());
    this.berth = berths.take(Registry.key(offer.pid(), offer.name()), offer.bytes());
    this.offer = offer;
    this.landing = landing;
    this.pids = pids;
  }

  @Override
  public void take(Bytes part) {
    parts.add(part);
  }

  @Override
  public CompletionStage<Built> build(LongConsumer taken) {
    var built = new CompletableFuture<Built>();
    Thread.ofVirtual()
        .name("jumpgate-arrival")
        .start(() -> {
          try {
            Newcomer made = build(landing.copies(() -> next(taken)));
            berth.arrived();
            built.complete(new Built(Map.of(0, made), Map.of()));
          } catch (JumpgateException e) {
            built.completeExceptionally(e);
          } catch (IOException e) {
            built.completeExceptionally(new JumpgateException(String.valueOf(e.getMessage()), e));
          } catch (Throwable e) {
            LOG.error("a process could not be built: {}", offer, e);
            built.completeExceptionally(new JumpgateException("it could not be built: " + e, e));
          }
        });
    return built;
  }

  private Newcomer build(CopyReader copy) throws IOException {
    while (!copy.isComplete()) {
      copy.read();
    }
    return new LandingCell(landing.prepare(copy, Cause.MOVED), landing);
  }

  private byte @Nullable [] next(LongConsumer taken) throws IOException {
    try {
      if (used > 0) {
        taken.accept(used);
      }
      Bytes part = parts.take();
      if (part == END) {
        throw new IOException("the move was given up");
      }
      used += part.size();
      berth.check(used);
      if (parts.isEmpty()) {
        taken.accept(used);
      }
      return part.toArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void giveUp() {
    parts.add(END);
  }

  @Override
  public void over() {
    berth.close();
  }

  @Override
  public void settled(List<Owner> owners) {
    pids.publish(owners);
  }

  @Override
  public String toString() {
    return Registry.key(offer.pid(), offer.name());
  }
}
