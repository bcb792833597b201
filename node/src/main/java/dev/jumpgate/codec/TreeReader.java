package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Tree;
import java.util.ArrayList;
import java.util.List;

/** Reads any message without classes. */
final class TreeReader {

  private final Reading reading;
  private final Input in;

  TreeReader(Reading reading) {
    this.reading = reading;
    in = reading.in();
  }

  Tree read() {
    return read(in.tag());
  }

  /** The tree of the value whose tag was read. */
  Tree read(Tag tag) {
    return switch (tag) {
      case NULL, NONE -> Tree.of(null);
      case SOME, TREE -> inside(tag == Tag.SOME ? "value" : "tree");
      case NEW_CONSTANT, CONSTANT -> constant(reading.constant(tag));
      case PID -> pid(reading.pid());
      case REF -> reference(reading.reference());
      case NEW_RECORD, RECORD -> record(reading.shape(tag));
      case LIST, PVEC -> new Tree.ListNode(elements());
      case SET, PSET -> new Tree.SetNode(elements());
      case MAP, PMAP -> map();
      default -> {
        Object scalar = Scalar.read(tag, in);
        if (scalar == null) {
          throw new Failure("a difference, and not a value");
        }
        yield Tree.of(scalar);
      }
    };
  }

  private Tree inside(String step) {
    reading.enter();
    Tree tree = part(Kind.VALUE, step);
    reading.leave();
    return tree;
  }

  private Tree part(Kind kind, Object step) {
    try {
      return kind == Kind.VALUE ? read() : Tree.of(kind.read(in));
    } catch (Throwable e) {
      throw Failure.of(e).in(step);
    }
  }

  static Tree constant(Constant constant) {
    return new Tree.Symbol(constant.type(), constant.name());
  }

  private static Tree pid(Pid pid) {
    return new Tree.Symbol(Pid.class.getName(), pid.toString());
  }

  private static Tree reference(Reading.Reference reference) {
    Pid pid = reference.pid();
    return new Tree.RecordNode(
        Ref.class.getName(),
        false,
        List.of(
            new Tree.Component("name", Tree.of(reference.name())),
            new Tree.Component("pid", pid == null ? Tree.of(null) : pid(pid))));
  }

  Tree record(Shape shape) {
    reading.enter();
    List<Tree.Component> components = new ArrayList<>();
    for (Slot slot : shape.slots()) {
      Tree value = part(slot.kind(), slot.name());
      components.add(new Tree.Component(slot.name(), value, slot.sensitive()));
    }
    reading.leave();
    return new Tree.RecordNode(shape.type(), shape.variant(), components);
  }

  private List<Tree> elements() {
    reading.enter();
    List<Tree> elements = new ArrayList<>();
    int count = in.count(1);
    for (int i = 0; i < count; i++) {
      elements.add(part(Kind.VALUE, i));
    }
    reading.leave();
    return elements;
  }

  private Tree map() {
    reading.enter();
    List<Tree.Entry> entries = new ArrayList<>();
    int count = in.count(2);
    for (int i = 0; i < count; i++) {
      entries.add(new Tree.Entry(part(Kind.VALUE, i), part(Kind.VALUE, i)));
    }
    reading.leave();
    return new Tree.MapNode(entries);
  }
}
