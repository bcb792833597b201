package dev.jumpgate.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The ways of this node's changes into the table, one for each part of it. */
final class Lanes {

  private final Table table;
  private final Clock clock;
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();

  Lanes(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** Changes that go by one lane. */
  record Load(Lane lane, Map<String, Change> changes) {}

  /** The lanes of these changes, with those of each, no more than it takes at once. */
  List<Load> of(Map<String, Change> changes) {
    if (changes.size() == 1) {
      return List.of(new Load(lane(table.part(changes.keySet().iterator().next())), changes));
    }
    Map<Integer, Map<String, Change>> open = new TreeMap<>();
    List<Load> loads = new ArrayList<>();
    changes.forEach((key, change) -> {
      int part = table.part(key);
      Map<String, Change> load = open.computeIfAbsent(part, p -> new LinkedHashMap<>());
      load.put(key, change);
      if (load.size() == Lane.MOST) {
        loads.add(new Load(lane(part), load));
        open.remove(part);
      }
    });
    open.forEach((part, load) -> loads.add(new Load(lane(part), load)));
    return loads;
  }

  private Lane lane(int part) {
    return lanes.computeIfAbsent(part, p -> new Lane(table, clock));
  }
}
