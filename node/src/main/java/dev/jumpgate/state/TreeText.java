package dev.jumpgate.state;

import java.util.List;
import java.util.function.Consumer;

/**
 * The one-line text of a tree, as a record prints itself, with texts in quotes, less what is
 * sensitive.
 */
final class TreeText {

  private final StringBuilder out = new StringBuilder();

  static String of(Tree tree) {
    var text = new TreeText();
    text.write(tree);
    return text.out.toString();
  }

  private void write(Tree tree) {
    switch (tree) {
      case Tree.RecordNode node -> {
        out.append(node.simpleType());
        list('[', ']', node.components(), this::component);
      }
      case Tree.ListNode node -> list('[', ']', node.elements(), this::write);
      case Tree.SetNode node -> list('{', '}', node.elements(), this::write);
      case Tree.MapNode node -> list('{', '}', node.entries(), this::entry);
      case Tree.Symbol symbol -> out.append(symbol.text());
      case Tree.Scalar(var value) -> {
        if (value instanceof String text) {
          TreeJson.quote(out, text);
        } else {
          out.append(value);
        }
      }
    }
  }

  private void component(Tree.Component component) {
    out.append(component.name()).append('=');
    if (component.sensitive()) {
      out.append(TreeMask.HIDDEN);
    } else {
      write(component.value());
    }
  }

  private void entry(Tree.Entry entry) {
    out.append(TreePath.keyText(entry.key())).append('=');
    write(entry.value());
  }

  private <T> void list(char open, char close, List<T> items, Consumer<T> writer) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      writer.accept(items.get(i));
    }
    out.append(close);
  }
}
