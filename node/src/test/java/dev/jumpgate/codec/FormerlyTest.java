package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renamed components, types and constants find each other, forth and back. */
class FormerlyTest {

  private static final String OLD =
      """
      record At(int x, int y) {}
      enum Mode { IDLE, BUSY }
      sealed interface Phase {
        record One(int n) implements Phase {}
        record Two(String s) implements Phase {}
        enum End implements Phase { DONE }
      }
      record State(At at, Mode mode, Mode other, Phase one, Phase two, Phase end, int a, int b) {}
      public static Object make() {
        return new State(new At(1, 2), Mode.BUSY, Mode.IDLE, new Phase.One(3), new Phase.Two("s"),
            Phase.End.DONE, 4, 5);
      }
      """;

  private static final String NEW =
      """
      @Formerly("At") record Place(@Formerly({"z", "x"}) int east, @Formerly("y") long north) {}
      @Formerly("demo.Demo$Mode") enum Work { @Formerly("IDLE") FREE, @Formerly("BUSY") TAKEN }
      sealed interface Phase {
        @Formerly("One") record First(@Formerly("n") int number) implements Phase {}
        record Two(String s) implements Phase {}
        @Formerly("End") enum Last implements Phase { @Formerly("DONE") OVER }
      }
      record State(@Formerly("at") Place place, Work mode, Work other, Phase one, Phase two,
          Phase end, @Formerly("b") int a, @Formerly("a") int b, int added) {}
      public static Object make() {
        return new State(new Place(1, 2), Work.TAKEN, Work.FREE, new Phase.First(3),
            new Phase.Two("s"), Phase.Last.OVER, 4, 5, 6);
      }
      """;

  @TempDir Path folder;

  private Object converted(String from, String to)
      throws ReflectiveOperationException, IOException {
    byte[] bytes = Codec.encode(Versions.make(Versions.demo(folder, from)));
    Class<?> state = Versions.nested(Versions.demo(folder, to), "State");
    return Codec.of(Schema.of(state), Refs.NONE).decode(bytes, state);
  }

  @Test
  void decode_byTheNewerVersion_findsFormerNames() throws Exception {
    assertThat(converted(OLD, NEW))
        .hasToString(
            "State[place=Place[east=1, north=2], mode=TAKEN, other=FREE, one=First[number=3],"
                + " two=Two[s=s], end=OVER, a=4, b=5, added=0]");
  }

  @Test
  void decode_byTheOlderVersion_findsTheNamesThatTheWriterTells() throws Exception {
    String old = OLD.replace("int y", "long y");
    assertThat(converted(NEW, old))
        .hasToString(
            "State[at=At[x=1, y=2], mode=BUSY, other=IDLE, one=One[n=3], two=Two[s=s], end=DONE,"
                + " a=4, b=5]");
  }

  @Test
  void decode_byTheOlderVersion_refusesWhatDoesNotGoBack() {
    assertThatThrownBy(() -> converted(NEW, OLD))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.at.y: a Integer goes here, not a Long (2)");
    assertThatThrownBy(() -> converted(NEW, OLD.replace("int y", "long y").replace("BUSY", "ON")))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.mode: Mode has no constant TAKEN");
  }

  @Test
  void decode_nameTakenByAnother_meansThatOne() throws Exception {
    assertThat(
            converted(
                "record State(int a, int b) {}"
                    + " public static Object make() { return new State(1, 2); }",
                "record State(@Formerly(\"b\") int c, int b, @Formerly(\"a\") int d) {}"))
        .hasToString("State[c=0, b=2, d=1]");
  }

  @Test
  void decode_typeOfOtherName_isStillRefused() {
    assertThatThrownBy(() -> converted(OLD, NEW.replace("@Formerly(\"At\")", "@Formerly(\"Att\")")))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("State.place: a Place goes here, not a demo.Demo$At");
  }

  @Test
  void tree_encodedAgain_readsLikeTheValue() throws Exception {
    Object value = Versions.make(Versions.demo(folder, OLD));
    byte[] bytes = Codec.encodeAsValue(Codec.treeOf(value));
    Class<?> state = Versions.nested(Versions.demo(folder, NEW), "State");
    assertThat(Codec.of(Schema.of(state), Refs.NONE).decode(bytes))
        .hasToString(converted(OLD, NEW).toString());
  }
}
