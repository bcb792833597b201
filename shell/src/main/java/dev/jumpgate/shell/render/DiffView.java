package dev.jumpgate.shell.render;

import dev.jumpgate.shell.render.Style.Color;
import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.util.List;

/**
 * Differences of a state as lines, one for each part that differs: {@code +} came, {@code -} went,
 * {@code ~} is something else now.
 *
 * <p>Where old and new do not fit on one line they stand on a line each.
 */
final class DiffView {

  private static final int SHOWN = 100;
  private static final String INDENT = "  ";
  private static final int ROOM_MIN = 20;

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private DiffView(Style style) {
    this.style = style;
  }

  /** The differences, each line ended; empty where there are none. */
  static String render(List<Diff.Change<String, Tree>> changes, Style style) {
    var view = new DiffView(style);
    List<Diff.Change<String, Tree>> first = changes.subList(0, Math.min(SHOWN, changes.size()));
    int width = first.stream().mapToInt(c -> Plain.width(path(c))).max().orElse(0);
    int padded = Math.min(width, style.width() / 2);
    first.forEach(change -> view.change(change, padded));
    int more = changes.size() - first.size();
    if (more > 0) {
      view.out.append(style.paint(Color.FAINT, "... " + more + " more")).append('\n');
    }
    return view.out.toString();
  }

  private void change(Diff.Change<String, Tree> change, int width) {
    String path = Plain.cut(path(change), width);
    String pad = " ".repeat(width - Plain.width(path) + INDENT.length());
    int room = Math.max(ROOM_MIN, style.width() - INDENT.length() * 2 - width);
    switch (change) {
      case Diff.Added<String, Tree> added ->
          line("+", Color.GOOD, path + pad + cut(added.value(), room));
      case Diff.Removed<String, Tree> removed ->
          line("-", Color.BAD, path + pad + cut(removed.value(), room));
      case Diff.Changed<String, Tree> changed -> {
        String both = text(changed.from()) + " -> " + text(changed.to());
        if (Plain.width(both) <= room) {
          line("~", Color.CAUTION, path + pad + both);
        } else {
          line("~", Color.CAUTION, path);
          int below = Math.max(ROOM_MIN, style.width() - INDENT.length() * 2);
          out.append(INDENT);
          line("-", Color.BAD, cut(changed.from(), below));
          out.append(INDENT);
          line("+", Color.GOOD, cut(changed.to(), below));
        }
      }
    }
  }

  private void line(String sign, Color color, String text) {
    out.append(style.paint(color, sign)).append(' ').append(text).append('\n');
  }

  private static String path(Diff.Change<String, Tree> change) {
    return change.key().isEmpty() ? "state" : Plain.line(change.key());
  }

  private static String cut(Tree tree, int room) {
    return Plain.cut(text(tree), room);
  }

  private static String text(Tree tree) {
    return Plain.line(tree.toString());
  }
}
