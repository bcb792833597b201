package dev.jumpgate.shell.render;

import dev.jumpgate.shell.render.Style.Color;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and certificates, for people. Everything ends its own lines. */
public final class KeyText {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
  private static final Duration SOON = Duration.ofDays(30);

  private KeyText() {}

  /**
   * A certificate; its components bear the JSON fields' names.
   *
   * @param kind {@code authority}, {@code node} or {@code operator}
   * @param role an operator's, else null
   */
  public record Row(
      String name, String kind, @Nullable String role, Instant expires, String file) {}

  /** What was made, in one line. */
  public static String made(Row row, Style style) {
    return "%s: %s, expires %s%n"
        .formatted(
            Plain.line(row.file()),
            style.paint(
                Color.NAME,
                Plain.line(row.kind() + " " + row.name())
                    + (row.role() == null ? "" : " (" + row.role() + ")")),
            day(row, style));
  }

  /** All of a folder as a table. */
  public static String table(List<Row> rows, Instant now, Style style) {
    return new Table<Row>()
        .text("NAME", Row::name, _ -> Color.NAME)
        .text("KIND", Row::kind)
        .text("ROLE", Row::role)
        .text(
            "EXPIRES",
            row -> day(row, style) + (row.expires().isBefore(now) ? " (expired)" : ""),
            row -> row.expires().isBefore(now.plus(SOON)) ? Color.BAD : null)
        .wide("FILE", Row::file)
        .render(rows, style);
  }

  private static String day(Row row, Style style) {
    return DAY.withZone(style.zone()).format(row.expires());
  }
}
