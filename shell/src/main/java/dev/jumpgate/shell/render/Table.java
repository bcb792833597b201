package dev.jumpgate.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as aligned columns under one line of headings, without borders, so that {@code awk} can read
 * them too.
 *
 * @param <T> what a row shows
 */
final class Table<T> {

  private static final String GAP = "   ";
  private static final String ABSENT = "-";
  // Less of a long value says nothing.
  private static final int SHORTENED_MIN = 12;

  private record Column<T>(
      String heading, boolean right, Kind kind, Function<T, @Nullable Cell> cell) {}

  private enum Kind {
    /** Shown as it is. */
    PLAIN,
    /** Left out where no row has anything in it. */
    SPARSE,
    /** Left out where the lines would be too wide. */
    SPARE,
    /** Cut where the lines would be too wide. */
    LONG
  }

  /** What stands in one place; {@code color} null for none. */
  private record Cell(String text, Style.@Nullable Color color) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /** A column of words; null shows as a dash. */
  Table<T> text(String heading, Function<T, @Nullable String> text) {
    return text(heading, text, _ -> null);
  }

  /** A column of words with a color by what the row is. */
  Table<T> text(
      String heading,
      Function<T, @Nullable String> text,
      Function<T, Style.@Nullable Color> color) {
    return add(heading, false, Kind.PLAIN, text, color);
  }

  private Table<T> add(
      String heading,
      boolean right,
      Kind kind,
      Function<T, @Nullable String> text,
      Function<T, Style.@Nullable Color> color) {
    columns.add(new Column<>(heading, right, kind, row -> cell(text.apply(row), color.apply(row))));
    return this;
  }

  /** A column of words that may be long: what does not fit into the width is cut. */
  Table<T> wide(String heading, Function<T, @Nullable String> text) {
    return add(heading, false, Kind.LONG, text, _ -> null);
  }

  /** The same with a color. */
  Table<T> wide(
      String heading,
      Function<T, @Nullable String> text,
      Function<T, Style.@Nullable Color> color) {
    return add(heading, false, Kind.LONG, text, color);
  }

  /** A column that is left out where there is no room for it; of several the last one first. */
  Table<T> spare(String heading, Function<T, @Nullable String> text) {
    return add(heading, false, Kind.SPARE, text, _ -> null);
  }

  /** Such a column of numbers. */
  Table<T> spareNumber(String heading, Function<T, @Nullable String> number) {
    return add(heading, true, Kind.SPARE, number, _ -> null);
  }

  /** A column of numbers, aligned to the right. */
  Table<T> number(String heading, Function<T, @Nullable String> number) {
    return add(heading, true, Kind.PLAIN, number, _ -> null);
  }

  /** A column that is left out where no row has anything to show in it. */
  Table<T> sparse(String heading, Function<T, @Nullable String> text) {
    return add(heading, false, Kind.SPARSE, text, _ -> null);
  }

  private static @Nullable Cell cell(@Nullable String text, Style.@Nullable Color color) {
    return text == null ? null : new Cell(Plain.line(text), color);
  }

  /** The table, each line ended. */
  String render(List<T> rows, Style style) {
    List<Column<T>> shown = new ArrayList<>(columns);
    shown.removeIf(
        c -> c.kind == Kind.SPARSE && rows.stream().allMatch(r -> c.cell.apply(r) == null));
    int[] widths = widths(shown, rows);
    for (int i = shown.size() - 1; i >= 0 && total(widths) > style.width(); i--) {
      if (shown.get(i).kind == Kind.SPARE) {
        shown.remove(i);
        widths = widths(shown, rows);
      }
    }
    shorten(shown, widths, style.width());
    var out = new StringBuilder();
    line(out, shown, widths, style, c -> new Cell(c.heading, Style.Color.HEADING));
    for (T row : rows) {
      line(out, shown, widths, style, c -> c.cell.apply(row));
    }
    return out.toString();
  }

  private static <T> int[] widths(List<Column<T>> columns, List<T> rows) {
    return columns.stream()
        .mapToInt(column ->
            rows.stream()
                .map(column.cell)
                .mapToInt(c -> c == null ? ABSENT.length() : Plain.width(c.text))
                .reduce(column.heading.length(), Math::max))
        .toArray();
  }

  private static int total(int[] widths) {
    return IntStream.of(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
  }

  /** Takes from the widest of those that may be cut, until all fits or nothing more may go. */
  private static <T> void shorten(List<Column<T>> columns, int[] widths, int room) {
    for (int over = total(widths) - room; over > 0; over--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean cuts = columns.get(i).kind == Kind.LONG && widths[i] > SHORTENED_MIN;
        if (cuts && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static <T> void line(
      StringBuilder out,
      List<Column<T>> columns,
      int[] widths,
      Style style,
      Function<Column<T>, @Nullable Cell> cells) {
    for (int i = 0; i < widths.length; i++) {
      Column<T> column = columns.get(i);
      Cell cell = cells.apply(column);
      String text = cell == null ? ABSENT : Plain.cut(cell.text, widths[i]);
      String painted = cell == null || cell.color == null ? text : style.paint(cell.color, text);
      String pad = " ".repeat(widths[i] - Plain.width(text));
      boolean last = i == widths.length - 1;
      out.append(column.right ? pad + painted : last ? painted : painted + pad);
      out.append(last ? "\n" : GAP);
    }
  }
}
