package dev.jumpgate.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is inside of simulated frames: values that never leave this JVM, by their number. */
final class Envelopes {

  private final List<Object> sent = new ArrayList<>();

  byte[] frame(Object what) {
    sent.add(what);
    return ByteBuffer.allocate(8).putLong(sent.size() - 1).array();
  }

  Object open(byte[] frame) {
    return sent.get((int) ByteBuffer.wrap(frame).getLong());
  }
}
