package dev.jumpgate.replica;

import dev.jumpgate.cluster.PidEntries;
import dev.jumpgate.runtime.Processes;

/** What comes to this node by moves, where it may and there is room for it. */
record Arrivals(Processes processes, PidEntries pids, Berths berths) implements Moves.Newcomers {

  @Override
  public Coming expect(Transfer.Offer offer) {
    return new ArrivingCell(offer, processes.landing(), pids, berths);
  }

  @Override
  public Coming expect(Transfer.Load load) {
    return new Shipload(load.images(), processes.landing(), pids, berths);
  }

  @Override
  public void check(Transfer.Cargo cargo) {
    berths.take("what is to come", cargo.bytes()).close();
  }
}
