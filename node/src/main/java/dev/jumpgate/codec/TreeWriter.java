package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a tree as the value it shows. */
final class TreeWriter {

  private final Writing writing;
  private final ValueWriter values;
  private final Output out;
  private final Trail trail;

  TreeWriter(Writing writing, ValueWriter values) {
    this.writing = writing;
    this.values = values;
    out = writing.out();
    trail = writing.trail();
  }

  void write(Tree tree) {
    switch (tree) {
      case Tree.Scalar(var value) -> values.write(value);
      case Tree.Symbol symbol -> symbol(symbol);
      case Tree.RecordNode node when node.type().equals(Ref.class.getName()) ->
          values.ref(pid(node), text(node, "name"));
      case Tree.RecordNode node -> record(node);
      case Tree.ListNode node -> elements(Tag.LIST, node.elements());
      case Tree.SetNode node -> elements(Tag.SET, node.elements());
      case Tree.MapNode node -> map(node);
    }
  }

  private void symbol(Tree.Symbol symbol) {
    if (symbol.type().equals(Pid.class.getName())) {
      values.pid(Pid.parse(symbol.text()));
    } else {
      writing.constant(symbol, symbol.type(), symbol.text());
    }
  }

  private static @Nullable Pid pid(Tree.RecordNode ref) {
    String text = text(ref, "pid");
    return text == null ? null : Pid.parse(text);
  }

  private static @Nullable String text(Tree.RecordNode ref, String component) {
    return ref.find(component).filter(t -> !t.isNull()).map(Tree::asText).orElse(null);
  }

  private void record(Tree.RecordNode node) {
    Shape shape = new Shape(node.type(), node.variant(), node.fields());
    writing.beginRecord(shape, shape);
    writing.checkDepth();
    for (Tree.Component component : node.components()) {
      trail.downTo(component.name());
      write(component.value());
      trail.up();
    }
  }

  private void elements(Tag tag, List<Tree> elements) {
    out.tag(tag);
    out.varint(elements.size());
    writing.checkDepth();
    for (int i = 0; i < elements.size(); i++) {
      trail.downTo(i);
      write(elements.get(i));
      trail.up();
    }
  }

  private void map(Tree.MapNode node) {
    out.tag(Tag.MAP);
    out.varint(node.entries().size());
    writing.checkDepth();
    int index = 0;
    for (Tree.Entry entry : node.entries()) {
      trail.downTo(index++);
      write(entry.key());
      write(entry.value());
      trail.up();
    }
  }
}
