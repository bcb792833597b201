package dev.jumpgate.replica;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.process.Cause;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Halt;
import dev.jumpgate.state.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A process of this node that stands in order to go along with a convoy. */
record Passenger(Cell<?, ?> cell, Halt halt, Bytes image) implements Standing, CellTraveler {

  /**
   * Takes a process that stands along.
   *
   * @throws dev.jumpgate.process.JumpgateException when it cannot travel
   * @throws dev.jumpgate.codec.CodecException likewise
   */
  static Passenger of(Cell<?, ?> cell, Halt halt) {
    return new Passenger(cell, halt, Bytes.of(Codec.encode(halt.export(Cause.MOVED))));
  }

  @Override
  public void goOn() {
    halt.resume();
  }

  @Override
  public void reclaims(long epoch) {
    halt.reclaims(epoch);
  }

  @Override
  public void goOn(long epoch) {
    halt.resume(epoch);
  }

  @Override
  public CompletionStage<Integer> depart(String node, long epoch) {
    var forwarded = new CompletableFuture<Integer>();
    // What waited is sent on, and the others of the convoy need not wait for that.
    Thread.ofVirtual()
        .name("jumpgate-move")
        .start(() -> forwarded.complete(halt.depart(node, epoch)));
    return forwarded;
  }
}
