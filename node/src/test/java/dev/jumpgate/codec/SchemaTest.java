package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.process.Query;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.PMap;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static Codec codec(Schema schema) {
    return Codec.of(schema, Trade.FakeRef::new);
  }

  record Entry(Date when) {}

  record Journal(List<Entry> log, PMap<String, Optional<Entry>> named) {}

  record Loose(Map<String, Object> content) {}

  @SuppressWarnings("ArrayRecordComponent") // just what is to be refused
  record Raw(byte[] bytes) {}

  record Concrete(ArrayList<String> list) {}

  record Keyed(Map<Entry, String> map) {}

  interface Open {}

  record Wide(Open open) {}

  sealed interface Family {
    record Good(int x) implements Family {}

    final class Bad implements Family {}
  }

  @Test
  void of_mutableOrOpenType_isRefusedWithItsPath() {
    assertRefused(Journal.class, "Journal.log[].when: java.util.Date is mutable or open");
    assertRefused(Loose.class, "Loose.content[]: java.lang.Object says nothing of what it holds");
    assertRefused(Raw.class, "Raw.bytes: byte[] is mutable; use PVec, or Bytes for bytes");
    assertRefused(Concrete.class, "Concrete.list: java.util.ArrayList is mutable or open");
    assertRefused(Keyed.class, "Keyed.map[key].when: java.util.Date");
    assertRefused(Wide.class, "Wide.open: dev.jumpgate.codec.SchemaTest$Open is open");
    assertRefused(Family.class, "Family(Bad): dev.jumpgate.codec.SchemaTest$Family$Bad is");
    assertRefused(List.class, "List[]: java.lang.Object says nothing");
  }

  private static void assertRefused(Class<?> type, String message) {
    assertThatThrownBy(() -> Schema.of(type))
        .isInstanceOf(SchemaException.class)
        .hasMessageStartingWith(message);
  }

  record Pair<A, B>(A first, B second) {}

  sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(String why) implements Result<T> {}
  }

  record Generic(Pair<String, List<? extends Integer>> pair, Result<Pair<Long, UUID>> result) {}

  @Test
  void of_genericRecords_checksTheirArguments() {
    Codec codec = codec(Schema.of(Generic.class));
    Generic good =
        new Generic(new Pair<>("a", List.of(1)), new Result.Ok<>(new Pair<>(7L, new UUID(1, 2))));
    assertThat(codec.decode(Codec.encode(good))).isEqualTo(good);
    @SuppressWarnings({"unchecked", "rawtypes"})
    Generic bad = new Generic(new Pair<>("a", List.of()), (Result) new Result.Ok<>("text"));
    assertThatThrownBy(() -> codec.decode(Codec.encode(bad)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Generic.result.value: a Pair goes here, not a value of kind STRING");
  }

  record Growing<T>(T value, Optional<Growing<List<T>>> next) {}

  record Grower(Growing<String> growing) {}

  @Test
  void of_typeWithoutEnd_isRefused() {
    assertThatThrownBy(() -> Schema.of(Grower.class))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("nested deeper than 256");
  }

  record Bounded<T extends Comparable<T>>(T value) {}

  @Test
  void of_variableWithOpenBound_isRefused() {
    assertRefused(Bounded.class, "Bounded.value: java.lang.Comparable is open");
  }

  @Test
  void with_moreTypes_acceptsBoth() {
    Codec codec = codec(Schema.of(Trade.Fill.class).with(Trade.Money.class, String.class));
    assertThat(codec.decode(Codec.encode(new Trade.Fill(1, 2)))).isEqualTo(new Trade.Fill(1, 2));
    assertThat(codec.decode(Codec.encode("x"))).isEqualTo("x");
  }

  record Plain() {}

  record Unbound<T>() implements Request<Trade.Message, T> {}

  interface Indirect<T> extends Query<Trade.Message, List<T>> {}

  record Direct() implements Indirect<Long> {}

  @Test
  void answerOf_request_isTheSchemaOfItsAnswer() {
    assertThat(codec(Schema.answerOf(Trade.Message.Count.class)).decode(Codec.encode(7)))
        .isEqualTo(7);
    assertThat(codec(Schema.answerOf(Trade.Message.Clear.class)).decode(Codec.encode(null)))
        .isNull();
    assertThatThrownBy(
            () -> codec(Schema.answerOf(Trade.Message.Clear.class)).decode(Codec.encode(1)))
        .isInstanceOf(CodecException.class);
    PMap<UUID, Trade.Order> orders = Trade.state().orders();
    assertThat(codec(Schema.answerOf(Trade.Message.Orders.class)).decode(Codec.encode(orders)))
        .isEqualTo(orders);
    assertThat(codec(Schema.answerOf(Direct.class)).decode(Codec.encode(List.of(1))))
        .isEqualTo(List.of(1L));
  }

  @Test
  void answerOf_noRequestOrOpenAnswer_isRefused() {
    assertThatThrownBy(() -> Schema.answerOf(Plain.class))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("is no Request");
    assertThatThrownBy(() -> Schema.answerOf(Unbound.class)).isInstanceOf(SchemaException.class);
  }

  @Test
  void of_everythingAllowed_isAccepted() {
    assertThatCode(() -> Schema.of(Trade.State.class, Trade.Message.class))
        .doesNotThrowAnyException();
  }
}
