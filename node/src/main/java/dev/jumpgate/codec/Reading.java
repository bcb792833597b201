package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message being read: its bytes, where we are in the value, and the shapes known so far. */
final class Reading {

  private final Input in;
  private final Trail trail = new Trail();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Constant> constants = new ArrayList<>();

  /** An enum constant by its names. */
  record Constant(String type, String name) {}

  /** A reference to a process, before it is made live. */
  record Reference(@Nullable Pid pid, @Nullable String name) {}

  Reading(byte[] bytes) {
    in = new Input(bytes);
  }

  Input in() {
    return in;
  }

  Trail trail() {
    return trail;
  }

  void begin() {
    byte version = in.octet();
    if (version != Writing.VERSION) {
      throw failure("written in form " + version + ", not " + Writing.VERSION);
    }
  }

  void end() {
    if (in.left() != 0) {
      throw failure(in.left() + " bytes are left over");
    }
  }

  /** The shape of the record that follows {@code tag}, one of the two record tags. */
  Shape shape(Tag tag) {
    if (tag == Tag.RECORD) {
      return known(shapes, "record shape");
    }
    String type = in.text();
    boolean variant = in.octet() != 0;
    List<String> names = new ArrayList<>();
    for (int left = in.count(1); left > 0; left--) {
      names.add(in.text());
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw failure("a record " + type + " with two components of one name");
    }
    Shape shape = new Shape(type, variant, List.copyOf(names));
    shapes.add(shape);
    return shape;
  }

  /** The enum constant that follows {@code tag}, one of the two constant tags. */
  Constant constant(Tag tag) {
    if (tag == Tag.CONSTANT) {
      return known(constants, "constant");
    }
    Constant constant = new Constant(in.text(), in.text());
    constants.add(constant);
    return constant;
  }

  private <T> T known(List<T> all, String what) {
    int id = in.index(Integer.MAX_VALUE);
    if (id >= all.size()) {
      throw failure("no " + what + " has id " + id);
    }
    return all.get(id);
  }

  /** The pid that follows its tag. */
  Pid pid() {
    return new Pid(in.text(), in.zigzag(), in.zigzag());
  }

  /** What follows the tag of a reference. */
  Reference reference() {
    Tag first = in.tag();
    Pid pid = first == Tag.PID ? pid() : null;
    Tag second = in.tag();
    String name = second == Tag.STRING ? in.text() : null;
    boolean known = (pid != null || first == Tag.NULL) && (name != null || second == Tag.NULL);
    if (!known || (pid == null && name == null)) {
      throw failure("a reference with neither pid nor name");
    }
    return new Reference(pid, name);
  }

  /** To be called before each step down. */
  void checkDepth() {
    if (trail.isFull()) {
      throw failure("nested deeper than " + Trail.LIMIT);
    }
  }

  CodecException failure(String what) {
    return failure(what, null);
  }

  CodecException failure(String what, @Nullable Throwable cause) {
    return new CodecException(
        trail.toString(), what, "at byte " + in.position() + ", " + trail + ": " + what, cause);
  }
}
