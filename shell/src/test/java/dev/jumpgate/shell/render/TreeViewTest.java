package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.state.Tree;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeViewTest {

  private static final Style NARROW = new Style(false, 40, ZoneOffset.UTC);

  private static Tree record(String type, Object... namesAndValues) {
    var components =
        IntStream.range(0, namesAndValues.length / 2)
            .mapToObj(i ->
                new Tree.Component((String) namesAndValues[2 * i], tree(namesAndValues[2 * i + 1])))
            .toList();
    return new Tree.RecordNode("a.b." + type, false, components);
  }

  private static Tree map(Object... keysAndValues) {
    return new Tree.MapNode(
        IntStream.range(0, keysAndValues.length / 2)
            .mapToObj(
                i -> new Tree.Entry(tree(keysAndValues[2 * i]), tree(keysAndValues[2 * i + 1])))
            .toList());
  }

  private static Tree numbers(int count) {
    return new Tree.ListNode(IntStream.range(0, count).mapToObj(Tree::of).toList());
  }

  private static Tree tree(Object value) {
    return value instanceof Tree tree ? tree : Tree.of(value);
  }

  @Test
  void record_withParts_isALineEach() {
    var state =
        record(
            "State",
            "x",
            12.5,
            "chart",
            map("home", record("Waypoint", "x", 0.0, "y", 1.0), "moon base", record("None")),
            "mode",
            new Tree.Symbol("a.b.Mode", "CRUISE"),
            "log",
            numbers(0));
    assertThat(Text.tree(state, Style.PLAIN))
        .isEqualTo(
            """
            State
              x      12.5
              chart  {home=Waypoint[x=0.0, y=1.0], moon base=None[]}
              mode   CRUISE
              log    []
            """);
    assertThat(Text.tree(state, NARROW))
        .isEqualTo(
            """
            State
              x      12.5
              chart  2 entries
                home       Waypoint[x=0.0, y=1.0]
                moon base  None[]
              mode   CRUISE
              log    []
            """);
  }

  @Test
  void collection_long_isCapped() {
    assertThat(Text.tree(record("State", "log", numbers(1_000)), Style.PLAIN))
        .startsWith("State\n  log  1000 elements\n    [0]  0\n    [1]  1\n")
        .endsWith("    [9]  9\n    ... 990 more\n")
        .hasLineCount(13);
  }

  @Test
  void collection_small_isOneLine() {
    assertThat(Text.tree(record("State", "log", numbers(5)), Style.PLAIN))
        .isEqualTo("State\n  log  [0, 1, 2, 3, 4]\n");
  }

  @Test
  void set_long_hasDashes() {
    var set = new Tree.SetNode(IntStream.range(0, 11).mapToObj(Tree::of).toList());
    assertThat(Text.tree(set, Style.PLAIN))
        .startsWith("set of 11 elements\n  -  0\n")
        .endsWith("  ... 1 more\n");
  }

  @Test
  void text_longerThanTheLine_isCut() {
    assertThat(Text.tree(record("State", "note", "a".repeat(100)), NARROW))
        .isEqualTo("State\n  note  \"" + "a".repeat(28) + "...\n")
        .satisfies(t -> assertThat(t.lines()).allMatch(l -> l.length() <= 40));
  }

  @Test
  void text_withControlCharacters_isHarmless() {
    assertThat(Text.tree(Tree.of("a\033[2J\u202eb"), Style.PLAIN))
        .isEqualTo("\"a\\u001b[2J\\u202eb\"\n");
  }

  @Test
  void scalar_alone_isItself() {
    assertThat(Text.tree(Tree.of(1.5), Style.PLAIN)).isEqualTo("1.5\n");
    assertThat(Text.tree(Tree.of(null), Style.PLAIN)).isEqualTo("null\n");
    assertThat(Text.tree(numbers(0), Style.PLAIN)).isEqualTo("[]\n");
  }

  @Test
  void names_onATerminal_areColored() {
    assertThat(Text.tree(record("State", "x", 1), new Style(true, 80, ZoneOffset.UTC)))
        .isEqualTo("\033[2mState\033[0m\n  \033[36mx\033[0m  1\n");
  }

  @Test
  void tree_asJson_isItsOwn() {
    assertThat(Json.document(List.of(record("State", "x", 1)))).isEqualTo("[{\"x\":1}]");
  }

  @Test
  void record_withASensitiveComponent_hidesItOnItsLine() {
    var card = new Tree.Component("card", record("Card", "number", "4111"), true);
    var state = new Tree.RecordNode("a.b.State", false, List.of(card));
    assertThat(Text.tree(state, Style.PLAIN)).isEqualTo("State\n  card  ***\n");
    assertThat(Text.tree(state.revealed(), Style.PLAIN)).contains("Card[number=\"4111\"]");
  }
}
