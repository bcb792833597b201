package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import org.jspecify.annotations.Nullable;

/** The reading end of a session: its bytes, how deep we are in the value, what has an id. */
final class Reading {

  private Input in;
  private Refs refs = Refs.NONE;
  private final Vocabulary<Shape> shapes = new Vocabulary<>();
  private final Vocabulary<Constant> constants = new Vocabulary<>();
  private int depth;

  /** A reference to a process, before it is made live. */
  record Reference(@Nullable Pid pid, @Nullable String name) {}

  Reading(Input in) {
    this.in = in;
  }

  Input in() {
    return in;
  }

  Vocabulary<Shape> shapes() {
    return shapes;
  }

  Vocabulary<Constant> constants() {
    return constants;
  }

  /** Marks the place in the bytes and in the session; running the result goes back there. */
  Runnable mark() {
    long position = in.position();
    int shapesNow = shapes.size();
    int constantsNow = constants.size();
    int depthNow = depth;
    return () -> {
      in.back(position);
      shapes.back(shapesNow);
      constants.back(constantsNow);
      depth = depthNow;
    };
  }

  /** Goes on with the bytes of another message of the session. */
  void next(Input bytes) {
    in = bytes;
  }

  /** To be called at the start of each message, with what makes its references live. */
  void begin(Refs resolver) {
    depth = 0;
    refs = resolver;
  }

  void checkVersion() {
    byte version = in.octet();
    if (version != Writing.VERSION) {
      throw new Failure("written in form " + version + ", not " + Writing.VERSION);
    }
  }

  void checkEnd() {
    if (in.left() != 0) {
      throw new Failure(in.left() + " bytes are left over");
    }
  }

  /** The shape of the record that follows {@code tag}, one of the two record tags. */
  Shape shape(Tag tag) {
    if (tag == Tag.RECORD) {
      int id = in.index(Vocabulary.MOST);
      Shape known = shapes.word(id);
      if (known == null) {
        throw new Failure("no record shape has id " + id);
      }
      return known;
    }
    long start = in.position();
    Shape shape = KnownShapes.next(in);
    if (shape == null) {
      shape = Shape.read(in);
    }
    shapes.heard(shape, in.position() - start);
    return shape;
  }

  /** Steps over the head of a record where it is next and its shape is this very one. */
  @SuppressWarnings("ReferenceEquality") // as it is known after a while
  boolean skips(Shape shape) {
    int id = in.peek(Tag.RECORD);
    if (id < 0 || shapes.word(id) != shape) {
      return false;
    }
    in.skip(2);
    return true;
  }

  /** The enum constant that is next, where it has a small id; else null, and nothing is read. */
  @Nullable Constant knownConstant() {
    int id = in.peek(Tag.CONSTANT);
    Constant known = id < 0 ? null : constants.word(id);
    if (known != null) {
      in.skip(2);
    }
    return known;
  }

  /** The enum constant that follows {@code tag}, one of the two constant tags. */
  Constant constant(Tag tag) {
    if (tag == Tag.CONSTANT) {
      int id = in.index(Vocabulary.MOST);
      Constant known = constants.word(id);
      if (known == null) {
        throw new Failure("no constant has id " + id);
      }
      return known;
    }
    long start = in.position();
    Constant constant = Constant.read(in);
    constants.heard(constant, in.position() - start);
    return constant;
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
      throw new Failure("a reference with neither pid nor name");
    }
    return new Reference(pid, name);
  }

  /** What follows the tag of a reference, made live. */
  Ref<?> ref() {
    Reference reference = reference();
    return refs.resolve(reference.pid(), reference.name());
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
