package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.Seed;
import dev.jumpgate.state.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A session of frames: what was said once is known from then on, whatever happens in between. */
class FrameTest {

  private static final Codec CODEC = Trade.codec();
  private static final Codec TREES = Codec.of(Schema.of(Tree.class), Refs.NONE);

  private final FrameWriter writer = new FrameWriter();
  private final FrameReader reader = new FrameReader();

  record Note(Object content, Trade.Money money) {}

  private static Trade.Money money() {
    return new Trade.Money(BigDecimal.ONE, "EUR");
  }

  @Test
  void decode_manyFrames_giveWhatWasEncoded() {
    for (int i = 0; i < 300; i++) {
      Trade.Message message = new Trade.Message.Place(Trade.order(i));
      assertThat(reader.decode(writer.encode(message), CODEC)).isEqualTo(message);
    }
    assertThat(reader.decode(writer.encode(null), CODEC)).isNull();
    assertThat(reader.decode(writer.encode(Trade.state()), CODEC)).isEqualTo(Trade.state());
  }

  @Test
  void encode_theSameShapeAgain_saysItInFewBytes() {
    Trade.Message message = new Trade.Message.Place(Trade.order(1));
    int first = writer.encode(message).length;
    int second = writer.encode(message).length;
    assertThat(second).isLessThan(first / 3).isLessThan(120);
  }

  @Test
  void decode_continuedFrame_needsThoseBefore() {
    writer.encode(new Trade.Message.Count());
    byte[] second = writer.encode(new Trade.Message.Count());
    assertThatThrownBy(() -> reader.decode(second, CODEC))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("builds upon frames that were not understood");
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // just what cannot travel
  void encode_thatFails_leavesTheSessionAsItWas() {
    byte[] before = writer.encode(Trade.order(0));
    // Note, Money and its parts are named before the failure, in a frame that never leaves.
    Note bad = new Note(List.of(new Trade.Fill(1, 2), new Date(0)), money());
    assertThatThrownBy(() -> writer.encode(bad)).isInstanceOf(CodecException.class);
    reader.decode(before, orders());
    Trade.Order after = Trade.order(1);
    assertThat(reader.decode(writer.encode(after), orders())).isEqualTo(after);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // just what cannot travel
  void encode_whoseFirstFrameFails_startsTheSessionLater() {
    assertThatThrownBy(() -> writer.encode(new Date(0))).isInstanceOf(CodecException.class);
    Trade.Order order = Trade.order(2);
    assertThat(reader.decode(writer.encode(order), orders())).isEqualTo(order);
  }

  @Test
  void takeBack_frameThatNeverLeft_isForgotten() {
    writer.encode(Trade.order(1));
    writer.takeBack();
    assertThat(reader.decode(writer.encode(Trade.order(1)), orders())).isEqualTo(Trade.order(1));
    writer.encode(new Trade.Message.Place(Trade.order(2)));
    writer.takeBack();
    Trade.Message message = new Trade.Message.Place(Trade.order(3));
    assertThat(reader.decode(writer.encode(message), CODEC)).isEqualTo(message);
  }

  private static Codec orders() {
    return Codec.of(Schema.of(Trade.Order.class), Trade.FakeRef::new);
  }

  @Test
  void decode_valueThatDoesNotFit_keepsWhatItsFrameSaid() {
    byte[] unwanted = writer.encode(Trade.state());
    assertThatThrownBy(() -> reader.decode(unwanted, Codec.of(Schema.of(Note2.class), Refs.NONE)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a Note2 goes here, not a dev.jumpgate.codec.Trade$State");
    // These shapes were all named in the refused frame.
    assertThat(reader.decode(writer.encode(Trade.order(1)), orders())).isEqualTo(Trade.order(1));
  }

  record Note2(String text) {}

  @Test
  void decode_malformedFrame_refusesUntilTheOtherEndStartsAnew() {
    byte[] first = writer.encode(Trade.order(1));
    byte[] cut = java.util.Arrays.copyOf(first, first.length - 3);
    assertThatThrownBy(() -> reader.decode(cut, orders())).isInstanceOf(CodecException.class);
    byte[] second = writer.encode(Trade.order(2));
    assertThatThrownBy(() -> reader.decode(second, orders()))
        .hasMessageContaining("builds upon frames that were not understood");
    assertThat(reader.decode(new FrameWriter().encode(Trade.order(3)), orders()))
        .isEqualTo(Trade.order(3));
  }

  @Test
  void decode_frameWithOneOfSeveralRoots_learnsItsShapesOnce() {
    record A(List<Integer> list) {}
    Codec either =
        Codec.of(
            Schema.of(A.class, Trade.Money.class, Trade.Order.class, Trade.Fill.class), Refs.NONE);
    for (int i = 0; i < 20; i++) {
      Object value = i % 2 == 0 ? new A(List.of(i)) : new Trade.Fill(i, i);
      assertThat(reader.decode(writer.encode(value), either)).isEqualTo(value);
    }
  }

  @Test
  void decode_treesOfTheSession_readLikeValues() {
    Trade.Message message = new Trade.Message.Place(Trade.order(1));
    Tree first = reader.tree(writer.encode(message));
    Tree second = reader.tree(writer.encode(message));
    assertThat(second).isEqualTo(first).isEqualTo(Codec.treeOf(message));
  }

  @Test
  void session_ofEndlessNewNames_remembersNoMoreThanItMay() {
    for (int i = 0; i < 3 * Vocabulary.MOST; i++) {
      Tree tree =
          new Tree.RecordNode(
              "app.Type" + i, false, List.of(new Tree.Component("c" + i, Tree.of(i))));
      assertThat(reader.decode(writer.encode(tree), TREES)).isEqualTo(tree);
    }
    List<Tree> many = new ArrayList<>();
    for (int i = 0; i < 2 * Vocabulary.MOST; i++) {
      many.add(new Tree.Symbol("app.Enum", "C" + i));
    }
    Tree list = new Tree.ListNode(many);
    assertThat(reader.decode(writer.encode(list), TREES)).isEqualTo(list);
    assertThat(reader.decode(writer.encode(list), TREES)).isEqualTo(list);
  }

  @Test
  void decode_refusedAmongManyNames_keepsThemAll() {
    Codec numbers = Codec.of(Schema.of(int.class), Refs.NONE);
    for (int i = 0; i < 300; i++) {
      Tree tree = new Tree.RecordNode("app.Type" + i % 100, false, List.of());
      byte[] frame = writer.encode(tree);
      if (i % 3 == 0) {
        assertThatThrownBy(() -> reader.decode(frame, numbers)).isInstanceOf(CodecException.class);
      } else {
        assertThat(reader.decode(frame, TREES)).isEqualTo(tree);
      }
    }
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // just what cannot travel
  void session_withFailuresAtRandom_neverMixesUpNames() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    for (int i = 0; i < 2_000; i++) {
      Object value =
          switch (random.nextInt(4)) {
            case 0 -> Trade.order(random.nextInt(50));
            case 1 -> new Trade.Fill(i, 0.5);
            case 2 -> new Note2("n" + i);
            default -> new Note(new Date(0), money());
          };
      Codec codec =
          Codec.of(
              Schema.of(value.getClass() == Note.class ? Note2.class : value.getClass()),
              Trade.FakeRef::new);
      if (value instanceof Note) {
        assertThatThrownBy(() -> writer.encode(value)).isInstanceOf(CodecException.class);
      } else if (random.nextInt(5) == 0) {
        writer.encode(value);
        writer.takeBack();
      } else if (random.nextInt(5) == 0) {
        byte[] frame = writer.encode(value);
        assertThatThrownBy(() -> reader.decode(frame, Codec.of(Schema.of(int.class), Refs.NONE)))
            .as(seed::toString)
            .isInstanceOf(CodecException.class);
      } else {
        assertThat(reader.decode(writer.encode(value), codec)).as(seed::toString).isEqualTo(value);
      }
    }
  }
}
