package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not convert by itself, each with where it is and the value that does not fit. */
class RefusedConversionTest {

  @TempDir Path folder;

  private void assertRefused(String old, String now, String path, String... reason)
      throws Exception {
    Evolution evolution = Evolution.of(folder, old, now);
    assertThatThrownBy(evolution::forward)
        .isInstanceOfSatisfying(
            CodecException.class,
            e -> {
              assertThat(e.path()).isEqualTo(path);
              assertThat(e.reason()).contains(reason);
              assertThat(e).hasMessageContaining(path).hasMessageStartingWith("at byte ");
            });
  }

  private static String make(String value) {
    return " public static Object make() { return " + value + "; }";
  }

  /** A value of one type, and types that do not hold every value of it. */
  private record Narrowing(String from, String literal, String text, List<String> to) {}

  private static final List<Narrowing> NARROWINGS =
      List.of(
          new Narrowing("short", "(short) 7", "7", List.of("byte")),
          new Narrowing("int", "7", "7", List.of("byte", "short", "float")),
          new Narrowing("long", "7", "7", List.of("int", "float", "double", "Integer")),
          new Narrowing("float", "1.0f", "1.0", List.of("int", "long")),
          new Narrowing("double", "1.0", "1.0", List.of("float", "long", "java.math.BigDecimal")),
          new Narrowing("java.math.BigInteger", "java.math.BigInteger.TWO", "2", List.of("long")),
          new Narrowing(
              "java.math.BigDecimal", "java.math.BigDecimal.TWO", "2", List.of("double")));

  @Test
  void narrowed_anyPair_isRefusedEvenWhereTheValueWouldFit() throws Exception {
    var old = new StringBuilder();
    var now = new StringBuilder();
    List<String> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Narrowing narrowing : NARROWINGS) {
      for (String narrow : narrowing.to()) {
        int i = values.size();
        old.append("record S%d(%s v) {} ".formatted(i, narrowing.from()));
        now.append("record S%d(%s v) {} ".formatted(i, narrow));
        values.add("new S%d(%s)".formatted(i, narrowing.literal()));
        texts.add("(" + narrowing.text() + ")");
      }
    }
    String made = make("List.of(" + String.join(", ", values) + ")");
    Evolution evolution = Evolution.of(folder, old + made, now.toString());
    for (int i = 0; i < values.size(); i++) {
      int index = i;
      assertThatThrownBy(() -> evolution.forward(index))
          .as(values.get(i))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("S" + i + ".v: a ")
          .hasMessageContaining(" goes here, not a ")
          .hasMessageContaining(texts.get(i));
    }
  }

  @Test
  void constantThatIsGone_used_isRefused() throws Exception {
    assertRefused(
        "enum Mode { IDLE, BUSY } record State(List<Mode> modes) {}"
            + make("new State(List.of(Mode.IDLE, Mode.BUSY))"),
        "enum Mode { IDLE } record State(List<Mode> modes) {}",
        "State.modes[1]",
        "Mode has no constant BUSY");
  }

  @Test
  void constantThatIsGone_unused_converts() throws Exception {
    Evolution evolution =
        Evolution.of(
            folder,
            "enum Mode { IDLE, BUSY } record State(Mode mode) {}" + make("new State(Mode.IDLE)"),
            "enum Mode { IDLE } record State(Mode mode) {}");
    assertThat(evolution.forward()).isEqualTo("State[mode=IDLE]");
  }

  @Test
  void variantThatIsGone_used_isRefused() throws Exception {
    String family =
        "sealed interface Phase { record One(int n) implements Phase {}"
            + " record Two() implements Phase {} } record State(PMap<String, Phase> phases) {}";
    assertRefused(
        family + make("new State(PMap.of(\"a b\", new Phase.Two()))"),
        family.replace("record Two() implements Phase {}", ""),
        "State.phases[\"a b\"]",
        "a Phase goes here, not a demo.Demo$Phase$Two");
  }

  @Test
  void added_withoutADefault_isRefused() throws Exception {
    for (String type : new String[] {"Mode", "At", "java.time.Instant", "java.util.UUID"}) {
      assertRefused(
          "record Part(int id) {} record State(PVec<Part> parts) {}"
              + make("new State(PVec.of(new Part(1)))"),
          "enum Mode { IDLE } record At(int x) {} record Part(int id, "
              + type
              + " more) {} record State(PVec<Part> parts) {}",
          "State.parts[0]",
          "Part.more was added and there is no default for a "
              + type.substring(type.lastIndexOf('.') + 1));
    }
  }

  @Test
  void kinds_thatHaveNothingInCommon_areRefused() throws Exception {
    assertRefused(
        "record At(String x) {} record State(List<At> log) {}"
            + make("new State(List.of(new At(\"five\")))"),
        "record At(int x) {} record State(List<At> log) {}",
        "State.log[0].x",
        "a Integer goes here, not a String",
        "\"five\"");
    assertRefused(
        "record State(int at) {}" + make("new State(5)"),
        "record At(int x) {} record State(At at) {}",
        "State.at",
        "a At goes here, not a Integer",
        "(5)");
    assertRefused(
        "record State(List<Integer> all) {}" + make("new State(List.of(1))"),
        "record State(Set<Integer> all) {}",
        "State.all",
        "a Set goes here, not a value of kind LIST");
    assertRefused(
        "record At(int x) {} record State(At at) {}" + make("new State(new At(1))"),
        "record At(int x) {} record State(PMap<String, Integer> at) {}",
        "State.at",
        "a PMap goes here, not a demo.Demo$At");
    assertRefused(
        "enum Mode { IDLE } record State(Mode mode) {}" + make("new State(Mode.IDLE)"),
        "enum Other { IDLE } record State(Other mode) {}",
        "State.mode",
        "a Other goes here, not a demo.Demo$Mode",
        "IDLE");
  }

  @Test
  void null_intoAPrimitive_isRefused() throws Exception {
    assertRefused(
        "record State(Integer count) {}" + make("new State(null)"),
        "record State(int count) {}",
        "State.count",
        "a Integer goes here, not null");
  }

  @Test
  void emptyOptional_intoWhatMustBeThere_isRefused() throws Exception {
    assertRefused(
        "record At(int x) {} record State(Optional<At> at) {}"
            + make("new State(Optional.empty())"),
        "record At(int x) {} record State(At at) {}",
        "State.at",
        "a At goes here, not null");
  }

  @Test
  void sensitiveValue_thatDoesNotFit_isNotTold() throws Exception {
    assertRefused(
        "record State(@Sensitive String pin) {}" + make("new State(\"4711\")"),
        "record State(@Sensitive int pin) {}",
        "State.pin",
        "a Integer goes here, not a String");
    Evolution evolution =
        Evolution.of(
            folder,
            "record State(@Sensitive Map<String, String> pins) {}"
                + make("new State(Map.of(\"4711\", \"0815\"))"),
            "record State(@Sensitive Map<String, Integer> pins) {}");
    assertThatThrownBy(evolution::forward)
        .hasMessageContaining("State.pins")
        .message()
        .doesNotContain("4711", "0815");
  }
}
