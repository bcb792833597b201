package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Query;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A state with something of everything that is allowed, for tests. */
final class Trade {

  static final Pid PID = new Pid("ship", 123_456_789L, 17);

  private Trade() {}

  enum Side {
    BUY,
    SELL
  }

  sealed interface Phase {
    record Open(Instant since) implements Phase {}

    record Filled(Money price, PVec<Fill> fills) implements Phase {}

    enum Final implements Phase {
      CANCELLED,
      REJECTED
    }
  }

  record Money(BigDecimal amount, String currency) {}

  record Fill(long quantity, double price) {}

  record Order(UUID id, Side side, Phase phase, Optional<String> note, @Nullable Order replaces) {}

  record State(
      String name,
      PMap<UUID, Order> orders,
      PMap<Side, PVec<Order>> bySide,
      Map<Long, Money> limits,
      Set<String> symbols,
      PSet<Integer> lots,
      List<Optional<Duration>> waits,
      Scalars scalars,
      Live live) {}

  record Scalars(
      boolean flag,
      byte tiny,
      short small,
      int medium,
      long large,
      float rough,
      double fine,
      char letter,
      BigInteger huge,
      BigDecimal exact,
      Bytes bytes,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      ZonedDateTime zoned) {}

  record Live(Pid pid, Ref<Message> ref, ReplyTo<State> caller) {}

  sealed interface Message {
    record Place(Order order) implements Message {}

    record Count() implements Message, Query<Message, Integer> {}

    record Orders() implements Message, Query<Message, PMap<UUID, Order>> {}

    record Clear() implements Message, Request<Message, Void> {}
  }

  static Order order(int number) {
    Phase phase =
        switch (number % 3) {
          case 0 -> new Phase.Open(Instant.ofEpochSecond(1_700_000_000L, number));
          case 1 ->
              new Phase.Filled(
                  new Money(new BigDecimal("12.50"), "EUR"),
                  PVec.of(new Fill(number, 0.5), new Fill(-1, Double.NaN)));
          default -> Phase.Final.REJECTED;
        };
    return new Order(
        new UUID(7, number),
        number % 2 == 0 ? Side.BUY : Side.SELL,
        phase,
        number % 4 == 0 ? Optional.empty() : Optional.of("note é \u4e16 " + number),
        number % 5 == 0 ? order(number + 1) : null);
  }

  static State state() {
    PMap<UUID, Order> orders = PMap.empty();
    for (int i = 0; i < 12; i++) {
      orders = orders.with(order(i).id(), order(i));
    }
    return new State(
        "desk 7",
        orders,
        PMap.of(Side.BUY, PVec.of(order(2)), Side.SELL, PVec.empty()),
        Map.of(5L, new Money(BigDecimal.TEN, "USD")),
        Set.of("ACME", "XYZ"),
        PSet.of(1, 2, -3),
        List.of(Optional.of(Duration.ofMillis(1500)), Optional.empty()),
        scalars(),
        new Live(PID, new FakeRef(PID, "nav"), new ReplyTo<>("home", 3, 9, null)));
  }

  static Scalars scalars() {
    LocalDateTime time = LocalDateTime.of(2026, 2, 3, 4, 5, 6, 7);
    return new Scalars(
        true,
        (byte) -1,
        (short) 300,
        -70_000,
        Long.MIN_VALUE,
        1.5f,
        -0.0,
        '\u20ac',
        BigInteger.TWO.pow(100),
        new BigDecimal("-1.2300"),
        Bytes.of((byte) 1, (byte) -2),
        time.toLocalDate(),
        time.toLocalTime(),
        time,
        ZonedDateTime.of(time, ZoneId.of("Europe/Berlin")));
  }

  /** A reference that knows what it refers to and nothing else. */
  record FakeRef(@Nullable Pid pid, @Nullable String name) implements Ref<Message> {

    @Override
    public void send(Message message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <R> R call(Request<? super Message, R> request, Duration patience) {
      throw new UnsupportedOperationException();
    }
  }

  static Codec codec() {
    return Codec.of(Schema.of(State.class, Message.class), FakeRef::new);
  }
}
