package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.Tree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that one version of a class wrote is read by another version in another loader. */
class ConversionTest {

  private static final String OLD =
      """
      record At(int x, int y) {}
      enum Mode { IDLE, BUSY }
      sealed interface Phase { record One(int n) implements Phase {} }
      record State(int count, String name, List<At> log, Mode mode, Phase phase, String gone,
          Optional<At> maybe, PMap<String, At> chart) {}
      public static Object make() {
        return new State(7, "nav", List.of(new At(1, 2), new At(3, 4)), Mode.BUSY, new Phase.One(5),
            "gone", Optional.of(new At(5, 6)), PMap.of("home", new At(8, 9)));
      }
      """;

  @TempDir Path folder;

  private Object converted(String body) throws ReflectiveOperationException, java.io.IOException {
    byte[] bytes = Codec.encode(Versions.make(Versions.demo(folder, OLD)));
    Class<?> state = Versions.nested(Versions.demo(folder, body), "State");
    return codec(state).decode(bytes, state);
  }

  private static Codec codec(Class<?> state) {
    return Codec.of(Schema.of(state), Trade.FakeRef::new);
  }

  @Test
  void decode_sameShapeInAnotherLoader_isEqualInText() throws Exception {
    assertThat(converted(OLD)).hasToString(Versions.make(Versions.demo(folder, OLD)).toString());
  }

  @Test
  void decode_addedRemovedReorderedWidened_convertsByItself() throws Exception {
    Object value =
        converted(
            """
            record At(double y, long x, boolean seen) {}
            enum Mode { NEW, BUSY, IDLE }
            sealed interface Phase {
              record Zero() implements Phase {}
              record One(long n, List<String> more) implements Phase {}
            }
            record State(PMap<String, At> chart, PVec<At> log, long count, String title, Mode mode,
                Phase phase, Optional<String> name, Optional<At> maybe, Optional<Mode> other,
                PSet<Integer> set, double ratio) {}
            """);
    assertThat(value)
        .hasToString(
            "State[chart={home=At[y=9.0, x=8, seen=false]},"
                + " log=[At[y=2.0, x=1, seen=false], At[y=4.0, x=3, seen=false]], count=7, title=,"
                + " mode=BUSY, phase=One[n=5, more=[]], name=Optional[nav],"
                + " maybe=Optional[At[y=6.0, x=5, seen=false]], other=Optional.empty, set=[],"
                + " ratio=0.0]");
  }

  @Test
  void decode_otherType_isRefusedWithItsPath() {
    assertThatThrownBy(() -> converted("record At(String x) {} record State(List<At> log) {}"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.log[0].x: a String goes here, not a Integer");
    assertThatThrownBy(() -> converted("record State(byte count) {}"))
        .hasMessageContaining("State.count: a Byte goes here, not a Integer");
  }

  @Test
  void decode_constantThatIsGone_isRefusedWithItsPath() {
    assertThatThrownBy(() -> converted("enum Mode { IDLE } record State(Mode mode) {}"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.mode: Mode has no constant BUSY");
  }

  @Test
  void decode_variantThatIsGone_isRefusedWithItsPath() {
    assertThatThrownBy(() ->
            converted(
                "sealed interface Phase { record Two() implements Phase {} }"
                    + " record State(Phase phase) {}"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.phase: a Phase goes here, not a demo.Demo$Phase$One");
  }

  @Test
  void decode_addedWithoutDefault_isRefusedWithItsPath() {
    assertThatThrownBy(() ->
            converted(
                "enum Mode { IDLE } record At(int x, int y, Mode how) {}"
                    + " record State(List<At> log) {}"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.log[0]: At.how was added and there is no default for a Mode");
  }

  @Test
  void decode_constructorThatThrows_isRefusedWithItsPath() {
    assertThatThrownBy(() ->
            converted(
                "record At(int x) { At { if (x == 3) throw new AssertionError(\"three\"); } }"
                    + " record State(List<At> log) {}"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.log[1]: the constructor of At threw")
        .hasMessageContaining("three");
  }

  @Test
  void decode_ofATree_givesTheValueBack() throws Exception {
    Object value = Versions.make(Versions.demo(folder, OLD));
    Tree tree = Codec.treeOf(value);
    Codec codec = codec(value.getClass());
    assertThat(codec.decode(Codec.encodeAsValue(tree))).isEqualTo(value);
  }
}
