package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code Formerly} says, in both directions; and optional components that cease to be. */
class RenameTest {

  @TempDir Path folder;

  private Evolution between(String old, String now) throws Exception {
    return Evolution.of(folder, old, now);
  }

  private static String make(String value) {
    return " public static Object make() { return " + value + "; }";
  }

  @Test
  void component_renamed_keepsItsValueBothWays() throws Exception {
    var evolution =
        between(
            "record State(int count, String name) {}" + make("new State(1, \"a\")"),
            "record State(@Formerly(\"name\") String title, @Formerly({\"n\", \"count\"}) long"
                + " total) {}"
                + make("new State(\"b\", 2)"));
    assertThat(evolution.forward()).isEqualTo("State[title=a, total=1]");
    assertThatThrownBy(evolution::back)
        .as("a long does not become an int, under whatever name")
        .hasMessageContaining("State.count")
        .hasMessageContaining("(2)");
    var back =
        between(
            "record State(int count, String name) {}",
            "record State(@Formerly(\"name\") String title, @Formerly(\"count\") int total) {}"
                + make("new State(\"b\", 2)"));
    assertThat(back.back()).isEqualTo("State[count=2, name=b]");
  }

  @Test
  void component_whoseFormerNameIsAnothersNow_goesByWhatIsCalledTheSame() throws Exception {
    var evolution =
        between(
            "record State(int a, int b) {}" + make("new State(1, 2)"),
            "record State(int a, @Formerly(\"a\") int c, @Formerly(\"b\") int d) {}"
                + make("new State(3, 4, 5)"));
    assertThat(evolution.forward()).isEqualTo("State[a=1, c=0, d=2]");
    assertThat(evolution.back()).isEqualTo("State[a=3, b=5]");
  }

  @Test
  void record_renamed_isFoundBySimpleAndFullName() throws Exception {
    for (String former : new String[] {"At", "demo.Demo$At"}) {
      var evolution =
          between(
              "record At(int x) {} record State(At at, PVec<At> all) {}"
                  + make("new State(new At(1), PVec.of(new At(2)))"),
              "@Formerly(\""
                  + former
                  + "\") record Place(int x) {}"
                  + " record State(Place at, PVec<Place> all) {}"
                  + make("new State(new Place(3), PVec.of(new Place(4)))"));
      assertThat(evolution.forward()).isEqualTo("State[at=Place[x=1], all=[Place[x=2]]]");
      assertThat(evolution.back()).isEqualTo("State[at=At[x=3], all=[At[x=4]]]");
    }
  }

  @Test
  void record_thatIsTheRoot_isFound() throws Exception {
    var evolution =
        between(
            "record State(int x) {}" + make("new State(1)"),
            "@Formerly(\"State\") record Memory(int x, @Formerly(\"y\") int z) {}"
                + make("new Memory(2, 3)"));
    assertThat(evolution.forward()).isEqualTo("Memory[x=1, z=0]");
    assertThat(evolution.back()).isEqualTo("State[x=2]");
  }

  @Test
  void record_renamedAndMovedIntoAFamily_isFound() throws Exception {
    var evolution =
        between(
            "record At(int x) {} record State(At at) {}" + make("new State(new At(1))"),
            "sealed interface Place { @Formerly(\"demo.Demo$At\") record Point(int x)"
                + " implements Place {} record None() implements Place {} }"
                + " record State(Place at) {}"
                + make("new State(new Place.Point(2))"));
    assertThat(evolution.forward()).isEqualTo("State[at=Point[x=1]]");
    assertThat(evolution.back()).isEqualTo("State[at=At[x=2]]");
  }

  @Test
  void variant_renamed_isFound() throws Exception {
    var evolution =
        between(
            "sealed interface P { record One(int n) implements P {} record Two() implements P {} }"
                + " record State(List<P> all) {}"
                + make("new State(List.of(new P.One(1), new P.Two()))"),
            "sealed interface P { @Formerly(\"One\") record Uno(int n) implements P {}"
                + " @Formerly(\"Two\") record Due() implements P {} }"
                + " record State(List<P> all) {}"
                + make("new State(List.of(new P.Due(), new P.Uno(2)))"));
    assertThat(evolution.forward()).isEqualTo("State[all=[Uno[n=1], Due[]]]");
    assertThat(evolution.back()).isEqualTo("State[all=[Two[], One[n=2]]]");
  }

  @Test
  void enumAndItsConstants_renamed_areFound() throws Exception {
    var evolution =
        between(
            "enum Mode { IDLE, BUSY } record State(Mode mode, PMap<Mode, Integer> counts) {}"
                + make("new State(Mode.BUSY, PMap.of(Mode.IDLE, 1))"),
            "@Formerly(\"Mode\") enum Phase { @Formerly(\"BUSY\") WORKING, @Formerly(\"IDLE\")"
                + " RESTING, NEW } record State(Phase mode, PMap<Phase, Integer> counts) {}"
                + make("new State(Phase.RESTING, PMap.of(Phase.WORKING, 2))"));
    assertThat(evolution.forward()).isEqualTo("State[mode=WORKING, counts={RESTING=1}]");
    assertThat(evolution.back()).isEqualTo("State[mode=IDLE, counts={BUSY=2}]");
  }

  @Test
  void optional_thatCeasesToBe_givesItsValue() throws Exception {
    var evolution =
        between(
            "record At(int x) {} record State(Optional<String> name, Optional<Integer> n,"
                + " Optional<At> at, Optional<List<String>> list) {}"
                + make(
                    "new State(Optional.of(\"a\"), Optional.of(1), Optional.of(new At(2)),"
                        + " Optional.of(List.of(\"b\")))"),
            "record At(int x) {} record State(String name, long n, At at, PVec<String> list) {}");
    assertThat(evolution.forward()).isEqualTo("State[name=a, n=1, at=At[x=2], list=[b]]");
  }
}
