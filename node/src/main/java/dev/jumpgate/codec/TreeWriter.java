package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a tree as the value it shows. */
final class TreeWriter {

  private final Writing writing;
  private final Output out;

  TreeWriter(Writing writing) {
    this.writing = writing;
    out = writing.out();
  }

  void write(Tree tree) {
    switch (tree) {
      case Tree.Scalar(var value) -> writing.value(value);
      case Tree.Symbol symbol -> symbol(symbol);
      case Tree.RecordNode node when node.type().equals(Ref.class.getName()) ->
          Pids.write(pid(node), text(node, "name"), writing);
      case Tree.RecordNode node -> record(node);
      case Tree.ListNode node -> elements(Tag.LIST, node.elements());
      case Tree.SetNode node -> elements(Tag.SET, node.elements());
      case Tree.MapNode node -> map(node);
    }
  }

  private void symbol(Tree.Symbol symbol) {
    if (symbol.type().equals(Pid.class.getName())) {
      Pids.write(Pid.parse(symbol.text()), writing);
    } else {
      writing.constant(Constant.plain(symbol.type(), symbol.text()));
    }
  }

  private static @Nullable Pid pid(Tree.RecordNode ref) {
    String text = text(ref, "pid");
    return text == null ? null : Pid.parse(text);
  }

  private static @Nullable String text(Tree.RecordNode ref, String component) {
    return ref.find(component).filter(t -> !t.isNull()).map(Tree::asText).orElse(null);
  }

  private static Slot slot(Tree.Component component) {
    return new Slot(component.name(), Kind.VALUE, component.sensitive(), false, List.of());
  }

  private void record(Tree.RecordNode node) {
    List<Slot> slots = node.components().stream().map(TreeWriter::slot).toList();
    writing.beginRecord(new Shape(node.type(), node.variant(), List.of(), slots));
    writing.enter();
    for (Tree.Component component : node.components()) {
      part(component.value(), component.name());
    }
    writing.leave();
  }

  private void elements(Tag tag, List<Tree> elements) {
    out.tag(tag);
    out.varint(elements.size());
    writing.enter();
    for (int i = 0; i < elements.size(); i++) {
      part(elements.get(i), i);
    }
    writing.leave();
  }

  private void map(Tree.MapNode node) {
    out.tag(Tag.MAP);
    out.varint(node.entries().size());
    writing.enter();
    int index = 0;
    for (Tree.Entry entry : node.entries()) {
      part(entry.key(), index);
      part(entry.value(), index);
      index++;
    }
    writing.leave();
  }

  private void part(Tree part, Object step) {
    try {
      write(part);
    } catch (Throwable e) {
      throw Failure.of(e).in(step);
    }
  }
}
