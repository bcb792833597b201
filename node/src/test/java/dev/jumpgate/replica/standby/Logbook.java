package dev.jumpgate.replica.standby;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;

/**
 * The state of a simulated process: what it was told, in order. It knows what it has had, as a real
 * one does of the requests that travel with it.
 */
record Logbook(PVec<Logbook.Line> lines, PMap<Logbook.Line, Integer> places) {

  static final Logbook EMPTY = new Logbook(PVec.empty(), PMap.empty());

  /** The n-th request of a client. */
  record Line(String client, int n) {}

  long revision() {
    return lines.size();
  }

  /** The place of a line, from 1, or 0 where it is not there. */
  int place(Line line) {
    return places.getOrDefault(line, 0);
  }

  Logbook with(Line line) {
    return new Logbook(lines.plus(line), places.with(line, lines.size() + 1));
  }
}
