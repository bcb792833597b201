package dev.jumpgate.benchmarks.values;

import java.util.List;
import java.util.SplittableRandom;

/** Prints how many bytes a record takes in each format: metric, value, unit, tabs between. */
public final class Sizes {

  private static final int COUNT = 1_000;

  private Sizes() {}

  public static void main(String[] args) {
    for (String name : List.of("jumpgate", "fory", "foryCompatible", "cbor")) {
      Formats formats = Formats.named(name, Order.class);
      var random = new SplittableRandom(7);
      long first = 0;
      long all = 0;
      for (int i = 0; i < COUNT; i++) {
        int size = formats.encode().apply(Order.random(random)).length;
        first = i == 0 ? size : first;
        all += size;
      }
      System.out.printf("record.first.%s\t%d\tbytes%n", name, first);
      System.out.printf("record.mean.%s\t%d\tbytes%n", name, all / COUNT);
    }
  }
}
