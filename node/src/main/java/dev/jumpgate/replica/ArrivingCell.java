package dev.jumpgate.replica;

import dev.jumpgate.cluster.Change;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.CopyReader;
import dev.jumpgate.runtime.Landing;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
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
  private final Registry registry;
  // Bounded by what the source sends before it hears that it was used.
  private final BlockingQueue<Bytes> parts = new LinkedBlockingQueue<>();

  // Confined to the thread that builds.
  private long used;

  // Guarded by lock.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Cell<?, ?> cell;
  private boolean over;

  /** Throws a {@link JumpgateException} where it cannot come here. */
  ArrivingCell(Transfer.Offer offer, Landing landing, Registry registry) {
    landing.check(offer.pid(), offer.behavior(), offer.bundle(), offer.services());
    this.offer = offer;
    this.landing = landing;
    this.registry = registry;
  }

  @Override
  public Pid pid() {
    return offer.pid();
  }

  @Override
  public @Nullable String name() {
    return offer.name();
  }

  @Override
  public long epoch() {
    return offer.epoch() + 1;
  }

  @Override
  public void take(Bytes part) {
    parts.add(part);
  }

  @Override
  public CompletionStage<Void> build(LongConsumer taken) {
    var built = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("jumpgate-arrival")
        .start(() -> {
          try {
            build(landing.copies(() -> next(taken)));
            built.complete(null);
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

  private void build(CopyReader copy) throws IOException {
    while (!copy.isComplete()) {
      copy.read();
    }
    Cell<?, ?> made = landing.prepare(copy, Cause.MOVED);
    lock.lock();
    try {
      if (!over) {
        cell = made;
        return;
      }
    } finally {
      lock.unlock();
    }
    landing.discard(made);
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
  public void activate() {
    landing.activate(Objects.requireNonNull(end(), "not built"));
  }

  @Override
  public void discard() {
    Cell<?, ?> made = end();
    parts.add(END);
    if (made != null) {
      landing.discard(made);
    }
  }

  private @Nullable Cell<?, ?> end() {
    lock.lock();
    try {
      over = true;
      return cell;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settled(Owner owner) {
    String name = offer.name();
    if (name != null) {
      Thread.ofVirtual().name("jumpgate-arrival").start(() -> publish(name));
    }
  }

  // A reference by pid must find the process too, when the node it was born on is gone. Whoever
  // publishes at the same time publishes another epoch: the later one remains, however often it
  // takes.
  private void publish(String name) {
    String key = pid().toString();
    try {
      Registry.Claim outcome = new Registry.Claim.Lost(registry.find(key).orElse(null));
      while (outcome instanceof Registry.Claim.Lost(var stands)) {
        Owner owner = registry.find(name).filter(o -> o.pid().equals(pid())).orElse(null);
        if (owner == null || (stands != null && !owner.supersedes(stands))) {
          return;
        }
        outcome =
            Objects.requireNonNull(
                registry.changeAll(Map.of(key, new Change(stands, owner))).get(key));
      }
    } catch (JumpgateException e) {
      LOG.warn("the pid {} could not be published", key, e);
    }
  }
}
