package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DiffViewTest {

  @Test
  void changes_ofEachKind_areALineEach() {
    assertThat(
            DiffView.render(
                List.of(
                    new Diff.Changed<>("fuel", Tree.of(0L), Tree.of(5L)),
                    new Diff.Added<>("chart.mars", Tree.of("red")),
                    new Diff.Removed<>("chart[\"a\nb\"]", Tree.of(true)),
                    new Diff.Changed<>("", Tree.of(1L), Tree.of(2L))),
                Style.PLAIN))
        .isEqualTo(
            """
            ~ fuel           0 -> 5
            + chart.mars     "red"
            - chart["a\\nb"]  true
            ~ state          1 -> 2
            """);
  }

  @Test
  void change_tooLongForALine_isOldAboveNew() {
    var narrow = new Style(false, 40, ZoneOffset.UTC);
    assertThat(
            DiffView.render(
                List.of(new Diff.Changed<>("log", Tree.of("a".repeat(50)), Tree.of("b"))), narrow))
        .isEqualTo(
            """
            ~ log
              - "%s...
              + "b"
            """
                .formatted("a".repeat(32)));
  }

  @Test
  void changes_many_areCounted() {
    List<Diff.Change<String, Tree>> many =
        LongStream.range(0, 150)
            .<Diff.Change<String, Tree>>mapToObj(i -> new Diff.Added<>("k" + i, Tree.of(i)))
            .toList();
    assertThat(DiffView.render(many, Style.PLAIN)).hasLineCount(101).endsWith("... 50 more\n");
  }

  @Test
  void changes_none_areNothing() {
    assertThat(DiffView.render(List.of(), Style.PLAIN)).isEmpty();
  }
}
