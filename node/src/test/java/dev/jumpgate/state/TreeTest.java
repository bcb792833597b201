package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {

  static Tree state(int count, String key, List<Tree> log) {
    return record(
        "demo.Ship$State",
        false,
        new Tree.Component("count", Tree.of(count)),
        new Tree.Component("chart", map(Tree.of(key), Tree.of(true))),
        new Tree.Component("log", new Tree.ListNode(log)));
  }

  private static Tree record(String type, boolean variant, Tree.Component... components) {
    return new Tree.RecordNode(type, variant, List.of(components));
  }

  private static Tree map(Tree key, Tree value) {
    return new Tree.MapNode(List.of(new Tree.Entry(key, value)));
  }

  private static final Tree SHIP =
      state(3, "home", List.of(record("demo.Ship$At", true), Tree.of("x\"y")));

  @Test
  void get_path_findsThePart() {
    assertThat(SHIP.get("count").asLong()).isEqualTo(3);
    assertThat(SHIP.get("chart.home").asBoolean()).isTrue();
    assertThat(SHIP.get("chart[\"home\"]").asBoolean()).isTrue();
    assertThat(SHIP.get("log[1]").asText()).isEqualTo("x\"y");
    assertThat(SHIP.get("")).isEqualTo(SHIP);
    assertThat(SHIP.get("log").get("[1]").asText()).isEqualTo("x\"y");
  }

  @Test
  void get_oddKeys_areQuoted() {
    Tree tree = map(Tree.of("a.b \"c\\"), map(Tree.of(7L), Tree.of("found")));
    assertThat(tree.get("[\"a.b \\\"c\\\\\"].7").asText()).isEqualTo("found");
    assertThat(tree.get("[\"a.b \\\"c\\\\\"][7]").asText()).isEqualTo("found");
    assertThat(TreePath.join("x", "a.b \"c\\")).isEqualTo("x[\"a.b \\\"c\\\\\"]");
  }

  @Test
  void get_noSuchPart_saysWhatIsThere() {
    assertThatThrownBy(() -> SHIP.get("cuont"))
        .isInstanceOf(NoSuchPathException.class)
        .hasMessage(
            "no path \"cuont\": no \"cuont\" in what is here, a record State of count, chart, log");
    assertThatThrownBy(() -> SHIP.get("chart.away.x"))
        .hasMessage("no path \"chart.away.x\": no \"away\" in what is at chart, a map of home");
    assertThatThrownBy(() -> SHIP.get("log[2]"))
        .hasMessage("no path \"log[2]\": no [2] in what is at log, a list of 2");
    assertThatThrownBy(() -> SHIP.get("log[99999999999]")).hasMessageContaining("a list of 2");
    assertThatThrownBy(() -> SHIP.get("count.x"))
        .hasMessage("no path \"count.x\": no \"x\" in what is at count, 3");
  }

  @Test
  void get_malformedPath_saysWhere() {
    for (String path : List.of(".count", "log[", "log[x]", "a..b", "a b", "log[1]x", "a.")) {
      assertThatThrownBy(() -> SHIP.get(path))
          .isInstanceOf(NoSuchPathException.class)
          .hasMessageStartingWith("not a path: ");
      assertThatThrownBy(() -> SHIP.find(path)).isInstanceOf(NoSuchPathException.class);
    }
  }

  @Test
  void find_noSuchPart_isEmpty() {
    assertThat(SHIP.find("chart.home")).contains(Tree.of(true));
    assertThat(SHIP.find("chart.away")).isEmpty();
    assertThat(SHIP.find("log[2]")).isEmpty();
  }

  @Test
  void as_otherKind_isRefused() {
    assertThat(Tree.of(new BigDecimal("3.0")).asLong()).isEqualTo(3);
    assertThat(Tree.of((byte) 3).asDouble()).isEqualTo(3.0);
    assertThat(Tree.of(2.0).asInt()).isEqualTo(2);
    assertThatThrownBy(() -> Tree.of(3.5).asLong())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("3.5 is not a whole number");
    assertThatThrownBy(() -> Tree.of(1L << 31).asInt())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2147483648 is too large for an int");
    assertThat(Tree.of(-1L << 31).asInt()).isEqualTo(Integer.MIN_VALUE);
    assertThatThrownBy(() -> Tree.of(BigInteger.TWO.pow(63)).asLong())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Tree.of(new BigDecimal("1E+999999999")).asLong())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Tree.of(Double.NaN).asLong())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Tree.of("3").asLong()).hasMessage("\"3\" is not a number");
    assertThatThrownBy(SHIP::asText).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Tree.of(null).asText()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void of_noScalar_isRefused() {
    assertThatThrownBy(() -> Tree.of(new int[1])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_always_areThoseThatGetTakes() {
    assertThat(SHIP.fields()).containsExactly("count", "chart", "log");
    assertThat(SHIP.keys()).isEmpty();
    assertThat(SHIP.get("chart").keys()).containsExactly("home");
    assertThat(SHIP.get("log").elements()).hasSize(2);
    assertThat(SHIP.size()).isEqualTo(3);
    assertThat(Tree.of(null).size()).isZero();
  }

  @Test
  void json_everyKind_isCompact() {
    assertThat(SHIP.json())
        .isEqualTo(
            "{\"count\":3,\"chart\":{\"home\":true},\"log\":[{\"@type\":\"At\"},\"x\\\"y\"]}");
    assertThat(Tree.of(Double.NEGATIVE_INFINITY).json()).isEqualTo("\"-Infinity\"");
    assertThat(Tree.of(new BigDecimal("1.50")).json()).isEqualTo("1.50");
    assertThat(Tree.of(Instant.EPOCH).json()).isEqualTo("\"1970-01-01T00:00:00Z\"");
    assertThat(Tree.of(Duration.ofMillis(1_500)).json()).isEqualTo("\"PT1.5S\"");
    assertThat(Tree.of(Bytes.of((byte) 1, (byte) -2)).json()).isEqualTo("\"Af4=\"");
    assertThat(Tree.of("\u0001\n\ud800").json()).isEqualTo("\"\\u0001\\n\\ud800\"");
    assertThat(Tree.of(null).json()).isEqualTo("null");
  }

  @Test
  void json_mapOfOtherKeys_isAnArrayOfPairs() {
    assertThat(map(Tree.of(7L), Tree.of("x")).json()).isEqualTo("{\"7\":\"x\"}");
    assertThat(map(new Tree.Symbol("demo.Side", "BUY"), Tree.of(1)).json())
        .isEqualTo("{\"BUY\":1}");
    assertThat(map(new Tree.ListNode(List.of(Tree.of(1))), Tree.of(2)).json())
        .isEqualTo("[[[1],2]]");
  }

  @Test
  void toString_always_isOneReadableLine() {
    assertThat(SHIP).hasToString("State[count=3, chart={home=true}, log=[At[], \"x\\\"y\"]]");
  }

  @Test
  void equals_mapsAndSetsOfOtherOrder_areEqual() {
    Tree.Entry a = new Tree.Entry(Tree.of("a"), Tree.of(1));
    Tree.Entry b = new Tree.Entry(Tree.of("b"), Tree.of(2));
    assertThat(new Tree.MapNode(List.of(a, b)))
        .isEqualTo(new Tree.MapNode(List.of(b, a)))
        .hasSameHashCodeAs(new Tree.MapNode(List.of(b, a)))
        .isNotEqualTo(new Tree.MapNode(List.of(a)));
    assertThat(new Tree.SetNode(List.of(Tree.of(1), Tree.of(2))))
        .isEqualTo(new Tree.SetNode(List.of(Tree.of(2), Tree.of(1))));
  }
}
