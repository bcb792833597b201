package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/** The writing end of a session: its bytes, how deep we are in the value, what has an id. */
final class Writing {

  /** The first byte of every message that builds upon no other. */
  static final int VERSION = 1;

  private static final String NULL_COMPONENT = "null, and the component is not @Nullable";

  private final Output out;
  private final Vocabulary<Shape> shapes = new Vocabulary<>();
  private final Vocabulary<Constant> constants = new Vocabulary<>();
  private int depth;

  Writing(Output out) {
    this.out = out;
  }

  Output out() {
    return out;
  }

  Vocabulary<Shape> shapes() {
    return shapes;
  }

  Vocabulary<Constant> constants() {
    return constants;
  }

  /** Whether there is no room for more names. */
  boolean isFull() {
    return shapes.isFull() || constants.isFull();
  }

  /** To be called at the start of each message. */
  void begin() {
    depth = 0;
  }

  /** Any value. */
  void value(@Nullable Object value) {
    if (value == null) {
      out.tag(Tag.NULL);
    } else {
      Encoder.of(value.getClass()).write(value, this);
    }
  }

  /** A value that goes where null does not. */
  void present(@Nullable Object value, String why) {
    if (value == null) {
      throw new Failure(why);
    }
    Encoder.of(value.getClass()).write(value, this);
  }

  /** Compiled code calls this for components that are not nullable. */
  void component(@Nullable Object value) {
    present(value, NULL_COMPONENT);
  }

  // The same for components of a type that says how all its values are written.

  void value(@Nullable Object value, Encoder encoder) {
    if (value == null) {
      out.tag(Tag.NULL);
    } else {
      encoder.write(value, this);
    }
  }

  void component(@Nullable Object value, Encoder encoder) {
    encoder.write(checked(value), this);
  }

  void value(@Nullable Object value, EnumAccess access) {
    if (value == null) {
      out.tag(Tag.NULL);
    } else {
      constant(access.constant((Enum<?>) value));
    }
  }

  void component(@Nullable Object value, EnumAccess access) {
    constant(access.constant((Enum<?>) checked(value)));
  }

  /** Writes what stands before the components of a record; false where there is no record. */
  boolean value(@Nullable Object value, RecordAccess access) {
    if (value == null) {
      out.tag(Tag.NULL);
      return false;
    }
    beginRecord(access.shape());
    enter();
    return true;
  }

  boolean component(@Nullable Object value, RecordAccess access) {
    checked(value);
    beginRecord(access.shape());
    enter();
    return true;
  }

  private static Object checked(@Nullable Object value) {
    if (value == null) {
      throw new Failure(NULL_COMPONENT);
    }
    return value;
  }

  /** Writes what stands before the components of a record. */
  void beginRecord(Shape shape) {
    int id = shapes.id(shape);
    if (id >= 0) {
      out.tag(Tag.RECORD);
      out.varint(id);
      return;
    }
    out.tag(Tag.NEW_RECORD);
    long start = out.position();
    shape.write(out);
    shapes.said(shape, out.position() - start);
  }

  void constant(Constant constant) {
    int id = constants.id(constant);
    if (id >= 0) {
      out.tag(Tag.CONSTANT);
      out.varint(id);
      return;
    }
    out.tag(Tag.NEW_CONSTANT);
    long start = out.position();
    constant.write(out);
    constants.said(constant, out.position() - start);
  }

  /** To be called before each step down, and {@link #leave} after it. */
  void enter() {
    if (depth == Trail.LIMIT) {
      throw new Failure("nested deeper than " + Trail.LIMIT);
    }
    depth++;
  }

  void leave() {
    depth--;
  }
}
