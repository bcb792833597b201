package dev.jumpgate.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Sensitive;
import dev.jumpgate.state.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of values; {@link RandomValuesTest} has it on random states. */
class ValueCheckTest {

  enum Color {
    RED
  }

  record Line(int number, List<String> items) {}

  sealed interface Message {
    record Put(Set<String> names) implements Message {}

    record Tell(Optional<Line> line) implements Message {}

    enum Signal implements Message {
      GO
    }
  }

  record Pair<A, B>(A first, B second) {}

  record State(
      PVec<Line> log,
      Map<String, Line> byName,
      PMap<Color, Line> byColor,
      PSet<Line> seen,
      @Nullable Message last,
      Pair<String, List<Pair<Integer, Set<Color>>>> pair) {

    State with(PVec<Line> changed) {
      return new State(changed, byName, byColor, seen, last, pair);
    }

    State with(Message changed) {
      return new State(log, byName, byColor, seen, changed, pair);
    }
  }

  private static final Schema SCHEMA = Schema.of(State.class);
  private static final Line GOOD = new Line(1, List.of("a"));
  private static final Line BAD = new Line(2, new ArrayList<>(List.of("b")));
  private static final State STATE =
      new State(
          PVec.of(GOOD, new Line(2, List.of())),
          Map.of("x", GOOD),
          PMap.of(Color.RED, GOOD),
          PSet.of(GOOD),
          null,
          new Pair<>("p", List.of(new Pair<>(1, Set.of(Color.RED)))));

  private static void assertWrong(Schema schema, Object value, String message) {
    assertThatThrownBy(() -> schema.check(null, value))
        .isInstanceOf(SchemaException.class)
        .hasMessage(message);
  }

  @Test
  void check_goodValue_passes() {
    assertThatCode(() -> SCHEMA.check(null, STATE)).doesNotThrowAnyException();
    assertThatCode(() -> SCHEMA.check(STATE, STATE.with(Message.Signal.GO)))
        .doesNotThrowAnyException();
    assertThatCode(() -> SCHEMA.check(null, null)).doesNotThrowAnyException();
  }

  @Test
  void check_mutableAnywhere_saysWhere() {
    String why = ".items: an ArrayList, which can change; use List.copyOf";
    assertWrong(SCHEMA, STATE.with(PVec.of(GOOD, GOOD, BAD)), "State.log[2]" + why);
    assertWrong(SCHEMA, STATE.with(new Message.Tell(Optional.of(BAD))), "State.last.line" + why);
    assertWrong(
        SCHEMA,
        new State(PVec.of(), Map.of("a b", BAD), PMap.empty(), PSet.of(), null, STATE.pair()),
        "State.byName[\"a b\"]" + why);
    assertWrong(
        SCHEMA,
        new State(PVec.of(), Map.of(), PMap.of(Color.RED, BAD), PSet.of(), null, STATE.pair()),
        "State.byColor[RED]" + why);
    assertWrong(
        SCHEMA,
        new State(PVec.of(), Map.of(), PMap.empty(), PSet.of(BAD), null, STATE.pair()),
        "State.seen[]" + why);
    assertWrong(
        SCHEMA,
        new State(
            PVec.of(),
            Map.of(),
            PMap.empty(),
            PSet.of(),
            null,
            new Pair<>("", List.of(new Pair<>(1, EnumSet.of(Color.RED))))),
        "State.pair.second[0].second: a RegularEnumSet, which can change; use Set.copyOf");
    assertWrong(
        SCHEMA,
        new State(PVec.of(), new HashMap<>(), PMap.empty(), PSet.of(), null, STATE.pair()),
        "State.byName: a HashMap, which can change; use Map.copyOf");
  }

  @Test
  void check_implementations_passOnlyWhereNobodyCanChangeThem() {
    Schema lists = Schema.of(new Lists(List.of()).getClass());
    List<String> two = new ArrayList<>(List.of("a", "b"));
    Stream.of(
            List.<String>of(),
            List.of("a"),
            List.of("a", "b", "c"),
            List.copyOf(two),
            List.of("a", "b", "c").subList(1, 3),
            two.stream().toList(),
            Stream.of("a", "b", "c").toList(),
            Collections.<String>emptyList(),
            Collections.singletonList("a"),
            Collections.nCopies(3, "a"),
            PVec.of("a"))
        .forEach(list ->
            assertThatCode(() -> lists.check(null, new Lists(list))).doesNotThrowAnyException());
    assertWrong(
        lists,
        new Lists(Arrays.asList("a")),
        "Lists.all: an Arrays.ArrayList, which can change; use List.copyOf");
    assertWrong(
        lists,
        new Lists(Collections.unmodifiableList(two)),
        "Lists.all: a Collections.UnmodifiableRandomAccessList, which can change; use List.copyOf");
    Stream.of(two, two.subList(0, 1), two.reversed(), Collections.synchronizedList(two))
        .forEach(list ->
            assertThatThrownBy(() -> lists.check(null, new Lists(list)))
                .hasMessageEndingWith("which can change; use List.copyOf"));
  }

  record Lists(List<String> all) {}

  record Others(Set<String> set, Map<String, String> map) {}

  @Test
  void check_setsAndMaps_passOnlyWhereNobodyCanChangeThem() {
    Schema schema = Schema.of(Others.class);
    for (Set<String> set :
        List.of(
            Set.<String>of(),
            Set.of("a"),
            Set.of("a", "b", "c"),
            PSet.of("a"),
            Collections.<String>emptySet(),
            Collections.singleton("a"),
            FixedSet.copyOf(List.of("a")))) {
      assertThatCode(() -> schema.check(null, new Others(set, Map.of())))
          .doesNotThrowAnyException();
    }
    for (Map<String, String> map :
        List.of(
            Map.<String, String>of(),
            Map.of("a", "b"),
            Map.of("a", "b", "c", "d"),
            PMap.of("a", "b"),
            Collections.<String, String>emptyMap(),
            Collections.singletonMap("a", "b"),
            FixedMap.copyOf(Map.of("a", "b")))) {
      assertThatCode(() -> schema.check(null, new Others(Set.of(), map)))
          .doesNotThrowAnyException();
    }
    assertWrong(
        schema,
        new Others(new HashSet<>(), Map.of()),
        "Others.set: a HashSet, which can change; use Set.copyOf");
    assertWrong(
        schema,
        new Others(Collections.unmodifiableSet(Set.of()), Map.of()),
        "Others.set: a Collections.UnmodifiableSet, which can change; use Set.copyOf");
    assertWrong(
        schema,
        new Others(Set.of(), new TreeMap<>()),
        "Others.map: a TreeMap, which can change; use Map.copyOf");
  }

  record Money(int amount, String currency) {}

  @org.jspecify.annotations.NullUnmarked
  record Loose(String name, Money money) {}

  record Keys(Map<List<String>, Integer> byList, @Nullable String note, Optional<String> more) {}

  @Test
  @SuppressWarnings({"NullAway", "NullOptional"}) // what these refuse is refused at run time too
  void check_null_isRefusedWhereItCannotTravel() {
    Schema schema = Schema.of(Keys.class);
    assertThatCode(() -> schema.check(null, new Keys(Map.of(), null, Optional.empty())))
        .doesNotThrowAnyException();
    assertWrong(
        schema,
        new Keys(null, null, Optional.empty()),
        "Keys.byList: null; annotate it @Nullable if it may be");
    assertWrong(
        Schema.of(Money.class),
        new Money(1, null),
        "Money.currency: null; annotate it @Nullable if it may be");
    assertThatCode(() -> Schema.of(Loose.class).check(null, new Loose(null, null)))
        .doesNotThrowAnyException();
    assertWrong(schema, new Keys(Map.of(), null, null), "Keys.more: null; use Optional.empty()");
    assertWrong(
        Schema.of(Lists.class),
        new Lists(Collections.singletonList(null)),
        "Lists.all[0]: null in a collection");
    assertWrong(
        Schema.of(Lists.class),
        new Lists(Stream.of("a", "b", null).toList()),
        "Lists.all[2]: null in a collection");
    assertWrong(
        Schema.of(Others.class),
        new Others(Set.of(), Collections.singletonMap("k", null)),
        "Others.map[\"k\"]: null in a collection");
    assertWrong(
        Schema.of(Others.class),
        new Others(Set.of(), Collections.singletonMap(null, "v")),
        "Others.map[key]: null in a collection");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void check_elementOfAnotherType_isRefused() {
    assertWrong(
        Schema.of(Lists.class),
        new Lists((List) List.of("a", 1)),
        "Lists.all[1]: an Integer, not a String");
    assertWrong(Schema.of(Lists.class), GOOD, "Line: not one of the types that go here");
  }

  @Test
  void check_mutableKey_isRefused() {
    Keys keys = new Keys(Map.of(new ArrayList<>(List.of("a")), 1), null, Optional.empty());
    assertWrong(
        Schema.of(Keys.class),
        keys,
        "Keys.byList[key]: an ArrayList, which can change; use List.copyOf");
  }

  record Vault(@Sensitive Map<String, List<String>> cards) {}

  @Test
  void check_belowASensitiveComponent_tellsNothingOfIt() {
    assertWrong(
        Schema.of(Vault.class),
        new Vault(Map.of("4111", new ArrayList<>())),
        "Vault.cards: an ArrayList, which can change; use List.copyOf");
  }

  @Test
  void check_ofSeveralRoots_takesTheOneThatFits() {
    Schema schema = Schema.of(State.class, Message.class, String.class);
    assertThatCode(() -> schema.check(null, "x")).doesNotThrowAnyException();
    assertWrong(
        schema,
        new Message.Put(new HashSet<>()),
        "Put.names: a HashSet, which can change; use Set.copyOf");
  }

  record Chain(@Nullable Chain next, List<String> names) {}

  @Test
  void check_deeperThanTheCodecWrites_isRefused() {
    Chain chain = new Chain(null, List.of());
    for (int i = 0; i < 100_000; i++) {
      chain = new Chain(chain, List.of());
    }
    Chain deep = chain;
    assertThatThrownBy(() -> Schema.of(Chain.class).check(null, deep))
        .isInstanceOf(SchemaException.class)
        .hasMessageEndingWith("nested deeper than 512");
  }

  record Sick(List<String> names) {
    @Override
    public List<String> names() {
      throw new IllegalStateException("sick");
    }
  }

  @Test
  void check_accessorThatThrows_isToldWithItsPath() {
    assertWrong(
        Schema.of(Sick.class),
        new Sick(List.of()),
        "Sick.names: its accessor threw java.lang.IllegalStateException");
  }

  record Simple(
      int a,
      @Nullable String b,
      @Nullable Simple next,
      @Nullable PVec<Color> colors,
      @Nullable Pid pid,
      @Nullable Tree tree,
      @Nullable BigDecimal exact) {}

  record Far(PMap<String, Simple> map, PVec<Pair<Integer, Pair<Color, Optional<Integer>>>> far) {}

  @Test
  void needsCheck_typesThatSayAll_isFalse() {
    assertThat(Schema.of(Simple.class).needsCheck()).isFalse();
    assertThat(Schema.of(Money.class).needsCheck()).isTrue();
    assertThat(Schema.of(String.class, Void.class).needsCheck()).isFalse();
    assertThat(Schema.of(Far.class).needsCheck()).isTrue();
    assertThat(Schema.of(Chain.class).needsCheck()).isTrue();
    assertThat(Schema.of(Message.class).needsCheck()).isTrue();
  }

  record Counted(int number, List<String> names) {
    static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public List<String> names() {
      ASKED.incrementAndGet();
      return names;
    }
  }

  record Large(PMap<Integer, Counted> map, PVec<Counted> vector, List<Counted> list) {}

  @Test
  void check_smallChangeOfALargeValue_looksAtTheChangeAlone() {
    PMap<Integer, Counted> map = PMap.empty();
    PVec<Counted> vector = PVec.empty();
    for (int i = 0; i < 20_000; i++) {
      map = map.with(i, new Counted(i, List.of()));
      vector = vector.plus(new Counted(i, List.of()));
    }
    Large before = new Large(map, vector, List.copyOf(vector));
    Schema schema = Schema.of(Large.class);
    schema.check(null, before);
    Counted.ASKED.set(0);
    Counted other = new Counted(-1, List.of("x"));
    List<Counted> list = new ArrayList<>(before.list());
    list.set(77, other);
    schema.check(before, new Large(map.with(7, other), vector.with(9, other), List.copyOf(list)));
    // Its own names and those of the one in its place before: three times.
    assertThat(Counted.ASKED.get()).isEqualTo(6);
  }

  @Test
  void check_partThatPassedBefore_isNotLookedAtAgain() {
    State passed = STATE.with(PVec.of(GOOD, BAD));
    assertThatCode(() -> SCHEMA.check(passed, passed.with(Message.Signal.GO)))
        .doesNotThrowAnyException();
    State equal = STATE.with(PVec.of(GOOD, new Line(2, new ArrayList<>(List.of("b")))));
    assertThat(equal).isEqualTo(passed);
    assertThatThrownBy(() -> SCHEMA.check(passed, equal))
        .hasMessageStartingWith("State.log[1].items: an ArrayList");
  }
}
