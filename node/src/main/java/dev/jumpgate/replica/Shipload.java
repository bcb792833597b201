package dev.jumpgate.replica;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.PidEntries;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.runtime.Landing;
import dev.jumpgate.runtime.ProcessImage;
import dev.jumpgate.state.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Many small processes that came to this node as images; they are built on a thread of its own. */
final class Shipload implements Coming {

  private static final Logger LOG = LogManager.getLogger(Shipload.class);
  private static final Codec IMAGES = Codec.of(Schema.of(ProcessImage.class), Refs.NONE);

  private final List<Bytes> images;
  private final Landing landing;
  private final PidEntries pids;
  private final Berths.Berth berth;
  private volatile boolean over;

  /** Throws a {@link JumpgateException} where there is no room for them. */
  Shipload(List<Bytes> images, Landing landing, PidEntries pids, Berths berths) {
    long bytes = images.stream().mapToLong(Bytes::size).sum();
    this.berth = berths.take("%,d processes".formatted(images.size()), bytes);
    this.images = images;
    this.landing = landing;
    this.pids = pids;
  }

  @Override
  public CompletionStage<Built> build(LongConsumer taken) {
    var built = new CompletableFuture<Built>();
    Thread.ofVirtual()
        .name("jumpgate-shipload")
        .start(() -> {
          try {
            built.complete(build());
            berth.arrived();
          } catch (Throwable e) {
            LOG.error("{} could not be built", this, e);
            built.completeExceptionally(new JumpgateException("they could not be built: " + e, e));
          }
        });
    return built;
  }

  private Built build() {
    Map<Integer, Newcomer> newcomers = new HashMap<>();
    Map<Integer, String> refused = new HashMap<>();
    for (int place = 0; place < images.size() && !over; place++) {
      try {
        ProcessImage image = IMAGES.decode(images.get(place).toArray(), ProcessImage.class);
        newcomers.put(place, new LandingCell(landing.prepare(image), landing));
      } catch (CodecException | JumpgateException e) {
        refused.put(place, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("a process could not be built", e);
        refused.put(place, "it could not be built: " + e);
      }
    }
    return new Built(newcomers, refused);
  }

  @Override
  public void take(Bytes part) {
    throw new IllegalStateException("all of it came at once");
  }

  @Override
  public void giveUp() {
    over = true;
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
    return images.size() + " processes";
  }
}
