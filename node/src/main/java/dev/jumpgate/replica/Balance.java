package dev.jumpgate.replica;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An even spread of processes by number, for which as few move as can be: only what a node has
 * above its share goes, and only to nodes that lack some.
 */
public final class Balance {

  private Balance() {}

  /**
   * How many go from which node to which.
   *
   * @param counts how many processes each node has
   */
  public static Map<String, Map<String, Integer>> of(Map<String, Integer> counts) {
    List<String> fullest =
        counts.keySet().stream()
            .sorted(
                Comparator.<String>comparingInt(node -> -counts.getOrDefault(node, 0))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> surplus = new LinkedHashMap<>();
    Deque<Lack> lacks = new ArrayDeque<>();
    for (int i = 0; i < fullest.size(); i++) {
      // The odd ones stay with those that have the most.
      int share = all / fullest.size() + (i < all % fullest.size() ? 1 : 0);
      int above = counts.getOrDefault(fullest.get(i), 0) - share;
      if (above > 0) {
        surplus.put(fullest.get(i), above);
      } else if (above < 0) {
        lacks.add(new Lack(fullest.get(i), -above));
      }
    }
    return flows(surplus, lacks);
  }

  private record Lack(String node, int count) {}

  private static Map<String, Map<String, Integer>> flows(
      Map<String, Integer> surplus, Deque<Lack> lacks) {
    Map<String, Map<String, Integer>> flows = new LinkedHashMap<>();
    surplus.forEach((from, above) -> {
      Map<String, Integer> shares = new LinkedHashMap<>();
      for (int left = above; left > 0; ) {
        Lack lack = lacks.remove();
        int count = Math.min(left, lack.count);
        shares.put(lack.node, count);
        left -= count;
        if (count < lack.count) {
          lacks.addFirst(new Lack(lack.node, lack.count - count));
        }
      }
      flows.put(from, shares);
    });
    return flows;
  }
}
