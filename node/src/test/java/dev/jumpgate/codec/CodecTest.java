package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.process.Ref;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecTest {

  private static final Codec CODEC = Trade.codec();

  private static Codec codec(java.lang.reflect.Type... roots) {
    return Codec.of(Schema.of(roots), Trade.FakeRef::new);
  }

  @Test
  void decode_ofWhatWasEncoded_isEqual() {
    Trade.State state = Trade.state();
    assertThat(CODEC.decode(Codec.encode(state), Trade.State.class)).isEqualTo(state);
  }

  @Test
  void decode_collections_areImmutableAndKeepTheirKindAndOrder() {
    record Holder(List<Integer> list, Set<String> set, Map<String, Integer> map) {}
    List<Integer> list = new ArrayList<>(List.of(1, 2));
    Set<String> set = new java.util.LinkedHashSet<>(List.of("x", "a", "m"));
    Map<String, Integer> map = new java.util.LinkedHashMap<>();
    map.put("x", 1);
    map.put("a", 2);
    Holder plain =
        codec(Holder.class).decode(Codec.encode(new Holder(list, set, map)), Holder.class);
    assertThat(plain).isEqualTo(new Holder(list, set, map));
    assertThat(plain.set()).containsExactly("x", "a", "m");
    assertThat(plain.map().keySet()).containsExactly("x", "a");
    assertThatThrownBy(() -> plain.list().add(3)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> plain.set().add("y"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(plain.map()::clear).isInstanceOf(UnsupportedOperationException.class);

    Holder persistent = new Holder(PVec.of(1), PSet.of("a"), PMap.of("a", 1));
    Holder read = codec(Holder.class).decode(Codec.encode(persistent), Holder.class);
    assertThat(read.list()).isInstanceOf(PVec.class);
    assertThat(read.set()).isInstanceOf(PSet.class);
    assertThat(read.map()).isInstanceOf(PMap.class);
  }

  @Test
  void decode_texts_comeBackAsTheyWere() {
    for (String text :
        List.of("", "plain", "é", "世界", "😀", "\ud800", "x\udc00y", "\ud83d\ud83d")) {
      assertThat(codec(String.class).decode(Codec.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void decode_reference_isResolved() {
    var ref = new Trade.FakeRef(Trade.PID, null);
    assertThat(codec(Ref.class).decode(Codec.encode(ref))).isEqualTo(ref);
    var named = new Trade.FakeRef(null, "nav");
    assertThat(codec(Ref.class).decode(Codec.encode(named))).isEqualTo(named);
    assertThatThrownBy(() -> Codec.encode(new Trade.FakeRef(null, null)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void decode_ofSeveralRoots_takesTheOneThatFits() {
    assertThat(CODEC.decode(Codec.encode(new Trade.Message.Count())))
        .isEqualTo(new Trade.Message.Count());
    assertThatThrownBy(() -> CODEC.decode(Codec.encode(new Trade.Money(BigDecimal.ONE, "EUR"))))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("one of State, Message goes here, not a")
        .hasMessageContaining("Money");
  }

  @Test
  void decode_null_isNullOrRefused() {
    assertThat(codec(String.class).decode(Codec.encode(null))).isNull();
    assertThatThrownBy(() -> codec(String.class).decode(Codec.encode(null), String.class))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> codec(int.class).decode(Codec.encode(null)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void decode_elementOfAnotherType_isRefused() {
    record Names(List<String> names) {}
    @SuppressWarnings({"unchecked", "rawtypes"})
    Names polluted = new Names((List) List.of("a", 1));
    assertThatThrownBy(() -> codec(Names.class).decode(Codec.encode(polluted)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Names.names[1]: a String goes here, not a Integer");
  }

  @Test
  void decode_typeOutsideOfTheSchema_isRefused() {
    byte[] bytes = Codec.encode(Trade.state());
    assertThatThrownBy(() -> codec(Trade.Fill.class).decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a Fill goes here, not a dev.jumpgate.codec.Trade$State");
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // just what is to be refused
  void encode_whatCannotTravel_isRefusedWithItsPath() {
    record Line(Object when) {}
    record Log(List<Line> lines, Map<String, Line> byName) {}
    Line bad = new Line(new Date(0));
    assertThatThrownBy(() -> Codec.encode(new Log(List.of(new Line("x"), bad), Map.of())))
        .isInstanceOf(CodecException.class)
        .hasMessage("Log.lines[1].when: java.util.Date is no value that can travel");
    assertThatThrownBy(() -> Codec.encode(new Log(List.of(), Map.of("a b", bad))))
        .hasMessage("Log.byName[\"a b\"].when: java.util.Date is no value that can travel");
  }

  @Test
  @SuppressWarnings("NullAway") // what NullAway refuses is refused at run time too
  void encode_nullInACollection_isRefused() {
    List<String> list = new ArrayList<>();
    list.add(null);
    assertThatThrownBy(() -> Codec.encode(list))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("[0]: null in a collection");
  }

  @Test
  void encode_valueThatContainsItself_isRefused() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatThrownBy(() -> Codec.encode(endless))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("nested deeper than 512");
  }

  @Test
  void decode_ofTheDeepestThatEncodes_works() {
    record Nest(Optional<Nest> inner) {}
    Nest nest = new Nest(Optional.empty());
    for (int i = 0; i < 255; i++) {
      nest = new Nest(Optional.of(nest));
    }
    byte[] bytes = Codec.encode(nest);
    assertThat(codec(Nest.class).decode(bytes)).isEqualTo(nest);
    assertThat(Codec.tree(bytes).fields()).containsExactly("inner");
    Nest tooDeep = new Nest(Optional.of(nest));
    assertThatThrownBy(() -> Codec.encode(tooDeep)).isInstanceOf(CodecException.class);
  }

  @Test
  void encode_accessorThatThrows_isRefusedWithItsPath() {
    record Sick(int x) {
      @Override
      @SuppressWarnings("UnusedMethod") // the codec calls it
      public int x() {
        throw new IllegalStateException("sick");
      }
    }
    assertThatThrownBy(() -> Codec.encode(new Sick(1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Sick.x: its accessor threw")
        .hasRootCauseMessage("sick");
  }

  @Test
  void encode_manyOfOneShape_namesItOnce() {
    PVec.Builder<Trade.Fill> fills = PVec.<Trade.Fill>empty().builder();
    for (int i = 0; i < 1_000; i++) {
      fills.add(new Trade.Fill(i, 0));
    }
    assertThat(Codec.encode(fills.build()).length).isLessThan(15_000);
  }

  @Test
  void tree_withoutClasses_showsEverything() {
    Tree tree = Codec.tree(Codec.encode(Trade.state()));
    assertThat(tree.get("name").asText()).isEqualTo("desk 7");
    Tree order = tree.get("orders[\"00000000-0000-0007-0000-000000000001\"]");
    assertThat(order.get("side").asText()).isEqualTo("SELL");
    assertThat(order.get("phase.fills[0].quantity").asLong()).isEqualTo(1);
    assertThat(order.get("phase").json())
        .startsWith("{\"@type\":\"Filled\",\"price\":{\"amount\":12.50,");
    assertThat(tree.get("bySide.BUY[0].note").asText()).startsWith("note");
    assertThat(tree.get("limits.5.currency").asText()).isEqualTo("USD");
    assertThat(tree.get("live.pid").asText()).isEqualTo(Trade.PID.toString());
    assertThat(tree.get("live.ref.name").asText()).isEqualTo("nav");
    assertThat(tree.get("scalars.letter").asText()).isEqualTo("€");
    assertThat(tree.get("waits[1]").isNull()).isTrue();
  }

  @Test
  void tree_encodedAgain_isTheSameTreeAndTheSameValue() {
    Tree tree = Codec.treeOf(Trade.state());
    assertThat(codec(Tree.class).decode(Codec.encode(tree))).isEqualTo(tree);
    assertThat(CODEC.decode(Codec.encodeAsValue(tree))).isEqualTo(Trade.state());
  }

  @Test
  void tree_insideOfARecord_travels() {
    record Answer(String name, Tree state) {}
    Answer answer = new Answer("nav", Codec.treeOf(Trade.state()));
    assertThat(codec(Answer.class).decode(Codec.encode(answer))).isEqualTo(answer);
  }
}
