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
  private final Trail trail;

  TreeReader(Reading reading) {
    this.reading = reading;
    in = reading.in();
    trail = reading.trail();
  }

  Tree read() {
    return read(in.tag());
  }

  /** The tree of the value whose tag was read. */
  Tree read(Tag tag) {
    return switch (tag) {
      case NULL, NONE -> Tree.of(null);
      case SOME, TREE -> inside(tag == Tag.SOME ? "value" : "tree");
      case NEW_CONSTANT, CONSTANT -> {
        Reading.Constant constant = reading.constant(tag);
        yield new Tree.Symbol(constant.type(), constant.name());
      }
      case PID -> pid(reading.pid());
      case REF -> reference(reading.reference());
      case NEW_RECORD, RECORD -> record(reading.shape(tag));
      case LIST, PVEC -> new Tree.ListNode(elements());
      case SET, PSET -> new Tree.SetNode(elements());
      case MAP, PMAP -> map();
      default -> Tree.of(ScalarCodec.read(tag, reading));
    };
  }

  private Tree inside(String step) {
    reading.checkDepth();
    trail.downTo(step);
    Tree tree = read();
    trail.up();
    return tree;
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

  private Tree record(Shape shape) {
    reading.checkDepth();
    List<Tree.Component> components = new ArrayList<>();
    for (String name : shape.names()) {
      trail.downTo(name);
      components.add(new Tree.Component(name, read()));
      trail.up();
    }
    return new Tree.RecordNode(shape.type(), shape.variant(), components);
  }

  private List<Tree> elements() {
    reading.checkDepth();
    List<Tree> elements = new ArrayList<>();
    int count = in.count(1);
    for (int i = 0; i < count; i++) {
      trail.downTo(i);
      elements.add(read());
      trail.up();
    }
    return elements;
  }

  private Tree map() {
    reading.checkDepth();
    List<Tree.Entry> entries = new ArrayList<>();
    int count = in.count(2);
    for (int i = 0; i < count; i++) {
      trail.downTo(i);
      entries.add(new Tree.Entry(read(), read()));
      trail.up();
    }
    return new Tree.MapNode(entries);
  }
}
