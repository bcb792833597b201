package dev.jumpgate.shell.render;

import dev.jumpgate.shell.render.Style.Color;
import dev.jumpgate.state.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state as indented lines: a line per component, element or entry.
 *
 * <p>What is small stands on one line; of a long collection the first ones are shown and the rest
 * counted. Nothing is wider than the style says, but for deep indents.
 */
final class TreeView {

  private static final int SHOWN = 10;
  // More than this on one line is harder to read than a line each.
  private static final int INLINE_NODES = 6;
  private static final int ROOM_MIN = 20;
  private static final String INDENT = "  ";
  // As the text of a whole record has it, without quotes.
  private static final Tree HIDDEN = new Tree.Symbol("", "***");

  /** A part of a tree under the name that it has there. */
  private record Part(String label, Tree value) {}

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TreeView(Style style) {
    this.style = style;
  }

  /** The tree, each line ended. */
  static String render(Tree tree, Style style) {
    var view = new TreeView(style);
    if (isLeaf(tree) || tree.size() == 0) {
      view.out.append(Plain.line(tree.toString())).append('\n');
    } else {
      view.out.append(view.title(tree)).append('\n');
      view.parts(tree, INDENT);
    }
    return view.out.toString();
  }

  private void parts(Tree tree, String indent) {
    List<Part> parts = partsOf(tree);
    int width = parts.stream().mapToInt(p -> Plain.width(p.label)).max().orElse(0);
    for (Part part : parts) {
      part(part, indent, width);
    }
    int more = tree.size() - parts.size();
    if (more > 0) {
      out.append(indent).append(style.paint(Color.FAINT, "... " + more + " more")).append('\n');
    }
  }

  private void part(Part part, String indent, int width) {
    String pad = " ".repeat(width - Plain.width(part.label) + INDENT.length());
    out.append(indent).append(style.paint(Color.NAME, part.label)).append(pad);
    int room = Math.max(ROOM_MIN, style.width() - indent.length() - width - INDENT.length());
    String line = onOneLine(part.value, room);
    if (line != null) {
      out.append(line).append('\n');
    } else {
      out.append(title(part.value)).append('\n');
      parts(part.value, indent + INDENT);
    }
  }

  /** The whole of a small tree, or null where it needs lines of its own. */
  private static @Nullable String onOneLine(Tree tree, int room) {
    if (isLeaf(tree)) {
      return Plain.cut(Plain.line(tree.toString()), room);
    }
    if (nodes(tree, INLINE_NODES) > INLINE_NODES) {
      return null;
    }
    String line = Plain.line(tree.toString());
    return Plain.width(line) <= room ? line : null;
  }

  /** How many nodes a tree has; counts no further than one beyond {@code enough}. */
  private static int nodes(Tree tree, int enough) {
    int count = 1;
    if (tree.size() > enough) {
      return count + tree.size();
    }
    for (Part part : partsOf(tree)) {
      count += nodes(part.value, enough - count);
      if (count > enough) {
        break;
      }
    }
    return count;
  }

  private String title(Tree tree) {
    return style.paint(
        Color.FAINT,
        switch (tree) {
          case Tree.RecordNode node -> Plain.line(node.simpleType());
          case Tree.ListNode node -> Quantity.count(node.size(), "element");
          case Tree.SetNode node -> "set of " + Quantity.count(node.size(), "element");
          case Tree.MapNode node -> node.size() == 1 ? "1 entry" : node.size() + " entries";
          case Tree.Symbol _, Tree.Scalar _ -> Plain.line(tree.toString());
        });
  }

  private static List<Part> partsOf(Tree tree) {
    List<Part> parts = new ArrayList<>();
    switch (tree) {
      case Tree.RecordNode node ->
          node.components()
              .forEach(c ->
                  parts.add(new Part(Plain.line(c.name()), c.sensitive() ? HIDDEN : c.value())));
      case Tree.MapNode node -> {
        for (Tree.Entry entry : first(node.entries())) {
          parts.add(new Part(key(entry.key()), entry.value()));
        }
      }
      case Tree.ListNode node -> {
        for (Tree element : first(node.elements())) {
          parts.add(new Part("[" + parts.size() + "]", element));
        }
      }
      case Tree.SetNode node -> {
        for (Tree element : first(node.elements())) {
          parts.add(new Part("-", element));
        }
      }
      case Tree.Symbol _, Tree.Scalar _ -> {}
    }
    return parts;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  // As a path takes it, where it can.
  private static String key(Tree key) {
    boolean text = isLeaf(key) && !key.isNull();
    return Plain.cut(Plain.line(text ? key.asText() : key.toString()), ROOM_MIN * 2);
  }

  private static boolean isLeaf(Tree tree) {
    return tree instanceof Tree.Scalar || tree instanceof Tree.Symbol;
  }
}
