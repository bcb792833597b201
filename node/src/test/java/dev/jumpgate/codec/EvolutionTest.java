package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What converts by itself, from the old version to the new one and back. */
class EvolutionTest {

  @TempDir Path folder;

  private Evolution between(String old, String now) throws Exception {
    return Evolution.of(folder, old, now);
  }

  @Test
  void added_everyTypeWithADefault_getsItAndIsDroppedGoingBack() throws Exception {
    var evolution =
        between(
            """
            record State(int id) {}
            public static Object make() { return new State(7); }
            """,
            """
            record State(boolean flag, byte tiny, short small, int medium, long large, float rough,
                double fine, char letter, String name, java.math.BigInteger huge,
                java.math.BigDecimal exact, Bytes bytes, List<String> list, Set<String> set,
                Map<String, String> map, PVec<String> vector, PSet<String> trie,
                PMap<String, String> entries, Optional<State> maybe, int id,
                java.time.@org.jspecify.annotations.Nullable Instant when) {}
            public static Object make() {
              return new State(true, (byte) 1, (short) 1, 1, 1, 1, 1, 'x', "x",
                  java.math.BigInteger.ONE, java.math.BigDecimal.ONE, Bytes.of((byte) 1),
                  List.of("x"), Set.of("x"), Map.of("x", "x"), PVec.of("x"), PSet.of("x"),
                  PMap.of("x", "x"), Optional.empty(), 8, java.time.Instant.EPOCH);
            }
            """);
    assertThat(evolution.forward().replace('\0', '0'))
        .isEqualTo(
            "State[flag=false, tiny=0, small=0, medium=0, large=0, rough=0.0, fine=0.0,"
                + " letter=0, name=, huge=0, exact=0, bytes=Bytes[0], list=[], set=[], map={},"
                + " vector=[], trie=[], entries={}, maybe=Optional.empty, id=7, when=null]");
    assertThat(evolution.back()).isEqualTo("State[id=8]");
  }

  @Test
  void removed_everyKindOfValue_isSkippedAndGetsItsDefaultGoingBack() throws Exception {
    var evolution =
        between(
            """
            record Part(String name, List<Integer> numbers) {}
            enum Mode { IDLE }
            record State(Part part, int id, Map<Mode, Part> map, Mode mode, Optional<Part> maybe,
                PVec<Part> parts, Part shapeKnownAlready, Mode modeKnownAlready, int last) {}
            public static Object make() {
              Part part = new Part("p", List.of(1, 2));
              return new State(part, 7, Map.of(Mode.IDLE, part), Mode.IDLE, Optional.of(part),
                  PVec.of(part), part, Mode.IDLE, 9);
            }
            """,
            """
            record Part(String name, List<Integer> numbers) {}
            enum Mode { IDLE }
            record State(int id, Part shapeKnownAlready, Mode modeKnownAlready, int last) {}
            public static Object make() { return null; }
            """);
    assertThat(evolution.forward())
        .isEqualTo(
            "State[id=7, shapeKnownAlready=Part[name=p, numbers=[1, 2]], modeKnownAlready=IDLE,"
                + " last=9]");
  }

  @Test
  void reordered_componentsOfOneType_keepTheirNames() throws Exception {
    var evolution =
        between(
            "record State(int a, int b, String c) {}"
                + " public static Object make() { return new State(1, 2, \"3\"); }",
            "record State(String c, int b, int a) {}"
                + " public static Object make() { return new State(\"6\", 5, 4); }");
    assertThat(evolution.forward()).isEqualTo("State[c=3, b=2, a=1]");
    assertThat(evolution.back()).isEqualTo("State[a=4, b=5, c=6]");
  }

  @Test
  void nested_changesInEveryPlaceOfARecord_areConverted() throws Exception {
    String state =
        """
        record State(At at, List<At> list, PVec<At> vector, Set<At> set, PSet<At> trie,
            Map<String, At> map, PMap<At, At> entries, Optional<At> maybe, Box<At> box) {}
        record Box<T>(T content) {}
        static State of(At at) {
          return new State(at, List.of(at), PVec.of(at), Set.of(at), PSet.of(at), Map.of("k", at),
              PMap.of(at, at), Optional.of(at), new Box<>(at));
        }
        """;
    var evolution =
        between(
            state
                + "record At(int x, int gone) {}"
                + " public static Object make() { return of(new At(1, 2)); }",
            state
                + "record At(String name, long x) {}"
                + " public static Object make() { return of(new At(\"\", 3)); }");
    String at = "At[name=, x=1]";
    assertThat(evolution.forward())
        .isEqualTo(
            "State[at=@, list=[@], vector=[@], set=[@], trie=[@], map={k=@}, entries={@=@},"
                    .replace("@", at)
                + " maybe=Optional[@], box=Box[content=@]]".replace("@", at));
  }

  /** A value of one type, and the types that hold every value of it. */
  private record Widening(String from, String literal, String text, List<String> to) {

    static Widening of(String from, String literal, String text, String... to) {
      return new Widening(from, literal, text, List.of(to));
    }

    String textAs(String type) {
      boolean floating = type.equalsIgnoreCase("double") || type.equals("float");
      return floating && !text.contains(".") ? text + ".0" : text;
    }
  }

  private static final List<Widening> WIDENINGS =
      List.of(
          Widening.of(
              "byte",
              "(byte) -7",
              "-7",
              "short",
              "int",
              "long",
              "float",
              "double",
              "BigInteger",
              "BigDecimal"),
          Widening.of(
              "short",
              "(short) -300",
              "-300",
              "int",
              "long",
              "float",
              "double",
              "BigInteger",
              "BigDecimal"),
          Widening.of("int", "-70000", "-70000", "long", "double", "BigInteger", "BigDecimal"),
          Widening.of("long", "1L << 62", "4611686018427387904", "BigInteger", "BigDecimal"),
          Widening.of("float", "1.5f", "1.5", "double"),
          Widening.of("BigInteger", "BigInteger.TWO.pow(9)", "512", "BigDecimal"),
          Widening.of("Byte", "(byte) 7", "7", "Short", "Integer", "Long", "int", "long"),
          Widening.of("Integer", "7", "7", "long", "Long", "double", "Double", "int"));

  @Test
  void widened_everyPair_keepsTheNumber() throws Exception {
    List<String> old = new ArrayList<>();
    List<String> now = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (Widening widening : WIDENINGS) {
      for (String wide : widening.to()) {
        int i = old.size();
        old.add("record S%d(%s v) {}".formatted(i, qualified(widening.from())));
        now.add("record S%d(%s v) {}".formatted(i, qualified(wide)));
        values.add("new S%d(%s)".formatted(i, qualified(widening.literal())));
        wanted.add("S%d[v=%s]".formatted(i, widening.textAs(wide)));
      }
    }
    var evolution =
        between(
            String.join(" ", old)
                + " public static Object make() { return List.of("
                + String.join(", ", values)
                + "); }",
            String.join(" ", now));
    List<String> read = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      read.add(evolution.forward(i));
    }
    assertThat(read).isEqualTo(wanted).hasSize(31);
  }

  private static String qualified(String type) {
    return type.startsWith("Big") ? "java.math." + type : type;
  }

  @Test
  void family_withANewVariant_readsTheOldOnesAndTheOldVersionWhatItKnows() throws Exception {
    var evolution =
        between(
            """
            sealed interface Phase {
              record One(int n) implements Phase {}
              enum Rest implements Phase { DONE }
            }
            record State(List<Phase> phases) {}
            public static Object make() {
              return new State(List.of(new Phase.One(1), Phase.Rest.DONE));
            }
            """,
            """
            sealed interface Phase {
              record Two(String s) implements Phase {}
              record One(int n) implements Phase {}
              enum Rest implements Phase { DONE }
              sealed interface More extends Phase { record Three() implements More {} }
            }
            record State(List<Phase> phases) {}
            public static Object make() {
              return new State(List.of(Phase.Rest.DONE, new Phase.One(2)));
            }
            """);
    assertThat(evolution.forward()).isEqualTo("State[phases=[One[n=1], DONE]]");
    assertThat(evolution.back()).isEqualTo("State[phases=[DONE, One[n=2]]]");
  }

  @Test
  void constant_newInFront_keepsTheNames() throws Exception {
    var evolution =
        between(
            "enum Mode { IDLE, BUSY } record State(Mode mode, PMap<Mode, Integer> counts) {}"
                + " public static Object make() {"
                + " return new State(Mode.IDLE, PMap.of(Mode.BUSY, 1)); }",
            "enum Mode { NEW, BUSY, IDLE } record State(Mode mode, PMap<Mode, Integer> counts) {}"
                + " public static Object make() {"
                + " return new State(Mode.BUSY, PMap.of(Mode.IDLE, 2)); }");
    assertThat(evolution.forward()).isEqualTo("State[mode=IDLE, counts={BUSY=1}]");
    assertThat(evolution.back()).isEqualTo("State[mode=BUSY, counts={IDLE=2}]");
  }

  @Test
  void record_thatBecomesAVariant_isReadAsSuchAndBack() throws Exception {
    var evolution =
        between(
            "record At(int x) {} record State(At at, List<At> all) {}"
                + " public static Object make() {"
                + " return new State(new At(1), List.of(new At(2))); }",
            "sealed interface Place { } record At(int x) implements Place {}"
                + " record Orbit(String of) implements Place {}"
                + " record State(Place at, List<Place> all) {}"
                + " public static Object make() {"
                + " return new State(new At(3), List.of(new At(4))); }");
    assertThat(evolution.forward()).isEqualTo("State[at=At[x=1], all=[At[x=2]]]");
    assertThat(evolution.back()).isEqualTo("State[at=At[x=3], all=[At[x=4]]]");
  }

  @Test
  void component_thatBecomesOptional_isThere() throws Exception {
    var evolution =
        between(
            "record At(int x) {} record State(String name, int n, At at, List<String> list) {}"
                + " public static Object make() {"
                + " return new State(\"a\", 1, new At(2), List.of(\"b\")); }",
            "record At(int x) {} record State(Optional<String> name, Optional<Long> n,"
                + " Optional<At> at, Optional<List<String>> list, Optional<At> more) {}");
    assertThat(evolution.forward())
        .isEqualTo(
            "State[name=Optional[a], n=Optional[1], at=Optional[At[x=2]], list=Optional[[b]],"
                + " more=Optional.empty]");
  }

  @Test
  void collections_ofOurOwnAndTheJdks_areReadAsEachOther() throws Exception {
    String values =
        " public static Object make() { return new State(%s.of(1, 2), %s.of(\"a\"),"
            + " %s.of(\"k\", 1)); }";
    var evolution =
        between(
            "record State(List<Integer> list, Set<String> set, Map<String, Integer> map) {}"
                + values.formatted("List", "Set", "Map"),
            "record State(PVec<Integer> list, PSet<String> set, PMap<String, Integer> map) {}"
                + values.formatted("PVec", "PSet", "PMap"));
    assertThat(evolution.forward()).isEqualTo("State[list=[1, 2], set=[a], map={k=1}]");
    assertThat(evolution.back()).isEqualTo("State[list=[1, 2], set=[a], map={k=1}]");
  }
}
