package dev.jumpgate.codec;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A guard against keys that were made to have one hash, which would take a hash map as many steps
 * as the square of their number.
 *
 * <p>It counts how often the hash of one key comes. Which key that is it chooses anew, by chance
 * and ever more rarely: who sends many keys of one hash is noticed, and good keys cost a comparison
 * each.
 */
final class Collisions {

  /** Even bad hash functions of honest keys give fewer. */
  private static final int MOST = 4_096;

  private int seen;
  private int watched;
  private int next;
  private int hits;

  void check(Object key) {
    int hash = key.hashCode();
    if (hash == watched) {
      if (++hits > MOST) {
        throw new Failure("more than " + MOST + " keys of one hash");
      }
    } else if (seen >= next) {
      watched = hash;
      hits = 1;
      next = seen + 1 + ThreadLocalRandom.current().nextInt(seen + 1);
    }
    seen++;
  }
}
