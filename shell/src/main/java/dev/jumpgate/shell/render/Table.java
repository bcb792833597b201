package dev.jumpgate.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  private record Column<T>(
      String heading, boolean right, boolean always, Function<T, @Nullable Cell> cell) {}

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
    columns.add(new Column<>(heading, false, true, row -> cell(text.apply(row), color.apply(row))));
    return this;
  }

  /** A column of numbers, aligned to the right. */
  Table<T> number(String heading, Function<T, @Nullable String> number) {
    columns.add(new Column<>(heading, true, true, row -> cell(number.apply(row), null)));
    return this;
  }

  /** A column that is left out where no row has anything to show in it. */
  Table<T> sparse(String heading, Function<T, @Nullable String> text) {
    columns.add(new Column<>(heading, false, false, row -> cell(text.apply(row), null)));
    return this;
  }

  private static @Nullable Cell cell(@Nullable String text, Style.@Nullable Color color) {
    return text == null ? null : new Cell(Plain.line(text), color);
  }

  /** The table, each line ended. */
  String render(List<T> rows, Style style) {
    List<Column<T>> shown =
        columns.stream()
            .filter(c -> c.always || rows.stream().anyMatch(r -> c.cell.apply(r) != null))
            .toList();
    int[] widths = new int[shown.size()];
    for (int i = 0; i < widths.length; i++) {
      Column<T> column = shown.get(i);
      widths[i] =
          rows.stream()
              .map(column.cell)
              .mapToInt(c -> c == null ? ABSENT.length() : Plain.width(c.text))
              .reduce(column.heading.length(), Math::max);
    }
    var out = new StringBuilder();
    line(out, shown, widths, style, c -> new Cell(c.heading, Style.Color.HEADING));
    for (T row : rows) {
      line(out, shown, widths, style, c -> c.cell.apply(row));
    }
    return out.toString();
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
      String text = cell == null ? ABSENT : cell.text;
      String painted = cell == null || cell.color == null ? text : style.paint(cell.color, text);
      String pad = " ".repeat(widths[i] - Plain.width(text));
      boolean last = i == widths.length - 1;
      out.append(column.right ? pad + painted : last ? painted : painted + pad);
      out.append(last ? "\n" : GAP);
    }
  }
}
