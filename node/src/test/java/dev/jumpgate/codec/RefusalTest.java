package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.Sensitive;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit is refused with its path and value, and what is sensitive stays unsaid. */
class RefusalTest {

  @TempDir Path folder;

  private Object converted(String from, String make, String to)
      throws ReflectiveOperationException, IOException {
    String body = from + " public static Object make() { return " + make + "; }";
    byte[] bytes = Codec.encode(Versions.make(Versions.demo(folder, body)));
    Class<?> state = Versions.nested(Versions.demo(folder, to), "State");
    return Codec.of(Schema.of(state), Refs.NONE).decode(bytes, state);
  }

  private void assertRefused(String from, String make, String to, String message) {
    assertThatThrownBy(() -> converted(from, make, to))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith("at byte ")
        .hasMessageContaining(message);
  }

  private static final String NULLABLE =
      "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
          + " @interface Nullable {} ";

  @Test
  void decode_numberThatNarrows_namesPathAndValue() {
    assertRefused(
        "record State(List<Long> n) {}",
        "new State(List.of(1L, 77L))",
        "record State(List<Integer> n) {}",
        "State.n[0]: a Integer goes here, not a Long (1)");
    assertRefused(
        "record State(double d) {}",
        "new State(0.5)",
        "record State(float d) {}",
        "State.d: a Float goes here, not a Double (0.5)");
    assertRefused(
        "record State(String s) {}",
        "new State(\"7\")",
        "record State(int s) {}",
        "State.s: a Integer goes here, not a String (\"7\")");
  }

  @Test
  void decode_optional_comesAndGoesWhereSomethingIsThere() throws Exception {
    String optional = "record State(Optional<Integer> n) {}";
    assertThat(converted(optional, "new State(Optional.of(5))", "record State(long n) {}"))
        .hasToString("State[n=5]");
    assertThat(converted("record State(int n) {}", "new State(5)", optional))
        .hasToString("State[n=Optional[5]]");
    assertRefused(
        optional,
        "new State(Optional.empty())",
        "record State(Integer n) {}",
        "State.n: a Integer goes here, not null");
    assertThat(
            converted(
                optional,
                "new State(Optional.empty())",
                NULLABLE + "record State(@Nullable Integer n) {}"))
        .hasToString("State[n=null]");
  }

  @Test
  void decode_nullThatMayNoLongerBe_isRefused() throws Exception {
    String nullable = NULLABLE + "record State(@Nullable String s) {}";
    assertRefused(
        nullable,
        "new State(null)",
        "record State(String s) {}",
        "State.s: a String goes here, not null");
    assertThat(converted(nullable, "new State(null)", "record State(Optional<String> s) {}"))
        .hasToString("State[s=Optional.empty]");
    assertRefused(
        "record State(Integer n) {}",
        "new State(null)",
        "record State(int n) {}",
        "State.n: a Integer goes here, not null");
  }

  record Marked(int n, String text, @Nullable String note) {}

  @Test
  @SuppressWarnings("NullAway") // what NullAway refuses is refused at run time too
  void encode_nullWhereTheClassSaysThereIsNone_isRefusedInAllCode() {
    Codec codec = Codec.of(Schema.of(Marked.class), Refs.NONE);
    // Often enough for compiled code, which must not say anything else.
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> Codec.encode(new Marked(1, null, null)))
          .hasMessage("Marked.text: null, and the component is not @Nullable");
      Marked good = new Marked(i, "t", null);
      assertThat(codec.decode(Codec.encode(good))).isEqualTo(good);
    }
  }

  record Login(String user, @Sensitive String password, @Sensitive PMap<String, Integer> pins) {}

  @Test
  void tree_sensitiveComponents_areMarked() {
    Login login = new Login("ada", "secret", PMap.of("card", 1234));
    Tree tree = Codec.treeOf(login);
    assertThat(((Tree.RecordNode) tree).components().stream().map(Tree.Component::sensitive))
        .containsExactly(false, true, true);
    Codec codec = Codec.of(Schema.of(Login.class), Refs.NONE);
    assertThat(codec.decode(Codec.encode(login))).isEqualTo(login);
    Tree again = Codec.tree(Codec.encodeAsValue(tree));
    assertThat(again).isEqualTo(tree);
    assertThat(codec.decode(Codec.encodeAsValue(tree))).isEqualTo(login);
  }

  @Test
  void decode_sensitiveValueThatDoesNotFit_isNotSaid() {
    assertThatThrownBy(() ->
            converted(
                "record State(@Sensitive String pin) {}",
                "new State(\"4711\")",
                "record State(int pin) {}"))
        .hasMessageContaining("State.pin: a Integer goes here, not a String")
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() ->
            converted(
                "record Pin(String pin) {} record State(List<Pin> pins) {}",
                "new State(List.of(new Pin(\"4711\")))",
                "record Pin(int pin) {} record State(@Sensitive List<Pin> pins) {}"))
        .hasMessageContaining("State.pins: a Integer goes here, not a String")
        .hasMessageNotContaining("4711");
  }

  record Colliding(int n) {
    @Override
    public int hashCode() {
      return 7;
    }
  }

  @Test
  void decode_manyKeysOfOneHash_areRefusedBeforeTheyCostMuch() {
    List<Colliding> keys = IntStream.range(0, 60_000).mapToObj(Colliding::new).toList();
    // A list and a set begin in the same way but for the tag.
    byte[] bytes = Codec.encode(keys);
    bytes[1] = (byte) Tag.SET.code();
    record Keys(java.util.Set<Colliding> keys) {}
    Codec codec =
        Codec.of(Schema.of(Keys.class.getRecordComponents()[0].getGenericType()), Refs.NONE);
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("keys of one hash");
  }
}
