package dev.jumpgate.codec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message being written: its bytes, where we are in the value, and what has an id already. */
final class Writing {

  /** The first byte of every message. */
  static final int VERSION = 1;

  private final Output out = new Output();
  private final Trail trail = new Trail();
  // Shapes by RecordAccess or Shape, constants by Enum or Symbol.
  private final Map<Object, Integer> shapes = new HashMap<>();
  private final Map<Object, Integer> constants = new HashMap<>();

  Writing() {
    out.octet(VERSION);
  }

  Output out() {
    return out;
  }

  Trail trail() {
    return trail;
  }

  /** Writes what stands before the components of a record. */
  void beginRecord(Object key, Shape shape) {
    Integer id = shapes.putIfAbsent(key, shapes.size());
    if (id != null) {
      out.tag(Tag.RECORD);
      out.varint(id);
      return;
    }
    out.tag(Tag.NEW_RECORD);
    out.text(shape.type());
    out.octet(shape.variant() ? 1 : 0);
    out.varint(shape.names().size());
    shape.names().forEach(out::text);
  }

  void constant(Object key, String type, String name) {
    Integer id = constants.putIfAbsent(key, constants.size());
    if (id != null) {
      out.tag(Tag.CONSTANT);
      out.varint(id);
      return;
    }
    out.tag(Tag.NEW_CONSTANT);
    out.text(type);
    out.text(name);
  }

  /** To be called before each step down. */
  void checkDepth() {
    if (trail.isFull()) {
      throw failure("nested deeper than " + Trail.LIMIT, null);
    }
  }

  CodecException failure(String what, @Nullable Throwable cause) {
    return new CodecException(trail.toString(), what, trail + ": " + what, cause);
  }
}
