package dev.jumpgate.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is inside of simulated frames: values that never leave this JVM, by their number. */
public final class Envelopes {

  private final List<Object> sent = new ArrayList<>();

  public byte[] frame(Object what) {
    sent.add(what);
    return ByteBuffer.allocate(8).putLong(sent.size() - 1).array();
  }

  public Object open(byte[] frame) {
    return sent.get((int) ByteBuffer.wrap(frame).getLong());
  }
}
