package dev.jumpgate.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid messages with a few things wrong, and noise: what a hostile peer may send. */
final class Mutants {

  private static final int MUTATIONS_MAX = 4;
  private static final int LONGEST_NOISE = 60;
  private static final int LONGEST = 20_000;

  private final Random random;
  private final List<byte[]> messages;

  Mutants(Random random, List<byte[]> messages) {
    this.random = random;
    this.messages = messages;
  }

  byte[] next() {
    if (random.nextInt(8) == 0) {
      return noise();
    }
    byte[] mutant = message();
    for (int times = 1 + random.nextInt(MUTATIONS_MAX); times > 0; times--) {
      mutant = mutated(mutant.length == 0 ? message() : mutant);
    }
    return mutant;
  }

  private byte[] message() {
    return messages.get(random.nextInt(messages.size())).clone();
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(LONGEST_NOISE)];
    random.nextBytes(noise);
    if (noise.length > 0 && random.nextInt(10) > 0) {
      noise[0] = Writing.VERSION;
      // Tags in most places, so that some of it is understood.
      for (int i = 1; i < noise.length; i++) {
        noise[i] = random.nextInt(3) == 0 ? noise[i] : (byte) random.nextInt(Tag.COUNT);
      }
    }
    return noise;
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(10)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = (byte) random.nextInt(Tag.COUNT);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return spliced(bytes, at, hugeLength(), at + random.nextInt(2));
      }
      case 5 -> {
        return spliced(bytes, at, new byte[0], at + random.nextInt(8));
      }
      case 6 -> {
        byte[] other = message();
        return spliced(bytes, at, other, random.nextInt(2) * bytes.length);
      }
      case 7 -> {
        // The beginning of this one and the end of another.
        byte[] other = message();
        byte[] end = Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
        return spliced(bytes, at, end, bytes.length);
      }
      case 8 -> {
        return repeated(bytes, at);
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, bytes, at, length);
      }
    }
    return bytes;
  }

  /** A varint far above what any message holds, some of them negative. */
  private byte[] hugeLength() {
    byte[] huge = new byte[2 + random.nextInt(9)];
    Arrays.fill(huge, (byte) 0xff);
    huge[huge.length - 1] = (byte) (1 + random.nextInt(0x7f));
    return huge;
  }

  private byte[] repeated(byte[] bytes, int at) {
    byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(64)));
    byte[] mutant = bytes;
    for (int times = 1 + random.nextInt(20); times > 0 && mutant.length < LONGEST; times--) {
      mutant = spliced(mutant, at, part, at);
    }
    return mutant;
  }

  /** The bytes up to {@code at}, {@code middle}, and the bytes from {@code to}. */
  private static byte[] spliced(byte[] bytes, int at, byte[] middle, int to) {
    int rest = Math.max(0, bytes.length - to);
    byte[] all = Arrays.copyOf(bytes, at + middle.length + rest);
    System.arraycopy(middle, 0, all, at, middle.length);
    System.arraycopy(bytes, bytes.length - rest, all, at + middle.length, rest);
    return all;
  }
}
