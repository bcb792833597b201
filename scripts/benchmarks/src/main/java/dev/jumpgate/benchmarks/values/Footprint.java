package dev.jumpgate.benchmarks.values;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PVec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kotlinx.collections.immutable.ExtensionsKt;

/**
 * The memory of collections of a million entries beside the keys and values themselves: prints
 * {@code metric<TAB>value<TAB>unit} lines. What is on the heap is told by the collector after it
 * has collected all it could, with and without the collection.
 */
public final class Footprint {

  private static final int ENTRIES = 1_000_000;

  // Static, so that all is in use while it is measured, whatever the compiler finds out.
  private static final List<Object> HELD = new ArrayList<>();

  private Footprint() {}

  public static void main(String[] arguments) {
    SplittableRandom random = new SplittableRandom(7);
    Object[] texts = random.longs(ENTRIES).mapToObj(Long::toString).toArray();
    printMaps("counted", IntStream.range(0, ENTRIES).boxed().toArray());
    printMaps("spread", random.ints().distinct().limit(ENTRIES).boxed().toArray());
    printMaps("text", texts);
    List<Object> elements = Arrays.asList(texts);
    print("vector", "text", "jumpgate", () -> PVec.copyOf(elements));
    print("vector", "text", "kotlinx", () -> ExtensionsKt.toPersistentList(elements));
    print("vector", "text", "arraylist", () -> new ArrayList<>(elements));
  }

  private static void printMaps(String kind, Object[] of) {
    HELD.add(of);
    print("map", kind, "jumpgate", () -> ours(of));
    print("map", kind, "jumpgate-one-by-one", () -> oursOneByOne(of));
    print("map", kind, "kotlinx", () -> ExtensionsKt.toPersistentHashMap(jdk(of)));
    print("map", kind, "hashmap", () -> jdk(of));
  }

  private static Object ours(Object[] of) {
    PMap.Builder<Object, Object> builder = PMap.empty().builder();
    for (Object key : of) {
      builder.put(key, key);
    }
    return builder.build();
  }

  private static Object oursOneByOne(Object[] of) {
    PMap<Object, Object> map = PMap.empty();
    for (Object key : of) {
      map = map.with(key, key);
    }
    return map;
  }

  private static Map<Object, Object> jdk(Object[] of) {
    Map<Object, Object> map = new HashMap<>();
    for (Object key : of) {
      map.put(key, key);
    }
    return map;
  }

  private static void print(String what, String kind, String whose, Supplier<Object> made) {
    long before = used();
    HELD.add(made.get());
    long after = used();
    HELD.removeLast();
    double each = (after - before) / (double) ENTRIES;
    System.out.printf("%s-%s-%s-bytes-per-entry\t%.1f\tB%n", what, kind, whose, each);
  }

  /** The bytes in use after what a full collection leaves, once two in a row leave the same. */
  private static long used() {
    long last = -1;
    for (int i = 0; i < 10; i++) {
      System.gc();
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (Math.abs(now - last) < 10_000) {
        return now;
      }
      last = now;
    }
    throw new IllegalStateException("the heap does not settle; is something else running in it?");
  }
}
