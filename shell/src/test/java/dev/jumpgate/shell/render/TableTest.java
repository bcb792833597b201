package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private record Row(String id, String text, String other) {}

  private static final List<Row> ROWS =
      List.of(new Row("a", "b".repeat(60), "c".repeat(30)), new Row("d", "e", "f"));

  private static Table<Row> table() {
    return new Table<Row>()
        .text("ID", Row::id)
        .wide("TEXT", Row::text)
        .wide("OTHER", Row::other)
        .spare("SPARE", Row::id);
  }

  @Test
  void columns_fit_areWhole() {
    assertThat(table().render(ROWS, width(120)).lines().skip(1).findFirst().orElseThrow())
        .isEqualTo("a    " + "b".repeat(60) + "   " + "c".repeat(30) + "   a");
  }

  @Test
  void columns_tooWide_loseTheSpareOneFirst() {
    assertThat(table().render(ROWS, width(100)).lines().skip(1).findFirst().orElseThrow())
        .isEqualTo("a    " + "b".repeat(60) + "   " + "c".repeat(30));
  }

  @Test
  void columns_muchTooWide_areCutWidestFirst() {
    assertThat(table().render(ROWS, width(60)))
        .isEqualTo(
            """
            ID   TEXT                         OTHER
            a    %s...   %s...
            d    e                            f
            """
                .formatted("b".repeat(23), "c".repeat(23)))
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 60));
  }

  @Test
  void columns_noRoomAtAll_keepSomeOfEach() {
    assertThat(table().render(ROWS, width(20)).lines().skip(1).findFirst().orElseThrow())
        .isEqualTo("a    " + "b".repeat(9) + "...   " + "c".repeat(9) + "...");
  }

  private static Style width(int columns) {
    return new Style(false, columns, ZoneOffset.UTC);
  }
}
