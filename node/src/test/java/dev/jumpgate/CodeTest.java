package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.fixture.Await;
import dev.jumpgate.fixture.Sources;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.operator.History;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.ReplayResult;
import dev.jumpgate.operator.UpgradeResult;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New code for live processes: pushed, tried, upgraded to, rolled back, moved along. */
class CodeTest {

  private static final String LOG =
      """
      package app;
      import dev.jumpgate.*;
      import dev.jumpgate.process.*;
      import dev.jumpgate.state.*;
      public final class Log implements Behavior<Log.State, String> {
        public record State(%s) {}
        public State handle(State state, String message, Context<String> context) {
          return %s;
        }
        %s
        public static final class Main implements NodeApplication {
          public void start(Node node) {
            node.spawn("log", Log.class, %s);
          }
        }
      }
      """;

  private static final String V1 =
      LOG.formatted(
          "int count, String last",
          "new State(state.count() + 1, message)",
          "",
          "new State(0, \"\")");

  /** A field wider, one new, one gone, and another behavior. */
  private static final String V2 =
      LOG.formatted(
          "PVec<String> all, long count",
          "new State(state.all().plus(message), state.count() + 10)",
          "",
          "new State(PVec.empty(), 0)");

  /** A field of the same name and another type, which names alone do not convert. */
  private static final String UNFIT =
      LOG.formatted(
          "int count, java.time.Instant last",
          "state",
          "",
          "new State(0, java.time.Instant.EPOCH)");

  private static final String CONVERTS =
      LOG.formatted(
          "int count, java.time.Instant last",
          "new State(state.count() + 100, state.last())",
          """
          public State convert(Tree old, BundleVersion from) {
            return new State(old.get("count").asInt(), java.time.Instant.EPOCH);
          }
          public Tree revert(State now, BundleVersion to) {
            return new Tree.RecordNode("app.Log$State", false, java.util.List.of(
                new Tree.Component("count", Tree.of(now.count())),
                new Tree.Component("last", Tree.of("reverted"))));
          }
          """,
          "new State(0, java.time.Instant.EPOCH)");

  @TempDir private Path app;

  private NodePair nodes;
  private Ref<String> log;

  @BeforeEach
  @SuppressWarnings("unchecked") // what is found is typed by hand: its class is in the bundle only
  void start() throws Exception {
    for (BundleFile file : Sources.compile("app.Log", V1)) {
      Path place = app.resolve("log").resolve(file.path());
      Files.createDirectories(place.resolve(".."));
      Files.createDirectories(app.resolve("log/app"));
      Files.write(place, file.content().toArray());
    }
    nodes = new NodePair(config -> config.app(List.of(app.resolve("log"))).main("app.Log$Main"));
    log = nodes.home().find("log", (Class<Behavior<Object, String>>) (Class<?>) Behavior.class);
    log.send("one");
    Await.until(() -> state().get("count").asInt() == 1);
  }

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  @Test
  void push_isStoredOnceAndRunsNothing() {
    assertThat(push(V2)).extracting(PushResult::version, PushResult::already).contains(2, false);
    assertThat(push(V2)).extracting(PushResult::version, PushResult::already).contains(2, true);
    assertThat(push(V1)).extracting(PushResult::version, PushResult::already).contains(1, true);
    assertThat(((Result.Bundles) ask(new Call.Bundles())).bundles())
        .extracting(BundleStatus::version, BundleStatus::processes)
        .containsExactly(tuple(1, Map.of("ship", 1)), tuple(2, Map.of()));
  }

  @Test
  void push_tellsWhatAnUpgradeWouldDo() {
    assertThat(push(V2).live()).containsExactly(new PushResult.Fit("log", "ship", true, "", ""));
    PushResult.Fit fit = push(UNFIT).live().getFirst();
    assertThat(fit.fits()).isFalse();
    assertThat(fit.path()).isEqualTo("State.last");
  }

  /** Components that can change, in two behaviors, and an open answer. */
  private static final String REFUSED =
      LOG.formatted(
          "int[] counts, java.util.List<java.util.Date> dates",
          "state",
          """
          public static final class Other implements Behavior<Integer, Other.Message> {
            public sealed interface Message {
              record Get(String why) implements Message, Request<Message, Object> {}
              record Put(Thread thread) implements Message {}
            }
            public Integer handle(Integer state, Message message, Context<Message> context) {
              return state;
            }
          }
          """,
          "new State(new int[0], java.util.List.of())");

  @Test
  void push_typesThatAreNotAllowed_areAllNamedWithTheirPath() {
    assertThat(push(V2).refused()).isEmpty();
    PushResult result = push(REFUSED);
    assertThat(result.refused())
        .extracting(r -> r.behavior() + ": " + r.path() + ": " + r.reason())
        .containsExactly(
            "app.Log: State.counts: int[] is mutable; use PVec, or Bytes for bytes",
            "app.Log: State.dates[]: java.util.Date is mutable or open; use a record, an enum or a"
                + " value of java.time",
            "app.Log$Other: Message(Put).thread: java.lang.Thread is mutable or open; use a"
                + " record, an enum or a value of java.time",
            "app.Log$Other: answer to Get: Object: java.lang.Object says nothing of what it holds;"
                + " name a type");
    assertThat(result.live().getFirst().reason())
        .isEqualTo(
            "app.Log cannot run: State.counts: int[] is mutable; use PVec, or Bytes for bytes");
  }

  @Test
  void upgrade_convertsTheLiveStateByNames() {
    push(V2);
    UpgradeResult result = upgrade("log", false);
    assertThat(result.converted()).containsExactly("log");
    assertThat(result.version()).isEqualTo("log@2");
    assertThat(state().json()).isEqualTo("{\"all\":[],\"count\":1}");
    log.send("two");
    Await.until(() -> state().get("count").asInt() == 11);
    assertThat(state().get("all").json()).isEqualTo("[\"two\"]");
  }

  @Test
  void upgrade_thatDoesNotConvert_leavesTheProcessServing() {
    push(UNFIT);
    UpgradeResult result = upgrade("log", false);
    assertThat(result.converted()).isEmpty();
    assertThat(result.failed()).singleElement().extracting("path").isEqualTo("State.last");
    log.send("two");
    Await.until(() -> state().get("count").asInt() == 2);
    assertThat(state().get("last").asText()).isEqualTo("two");
  }

  @Test
  void upgrade_usesConvertAndRollbackRevert() {
    push(CONVERTS);
    assertThat(upgrade("log", false).converted()).containsExactly("log");
    log.send("two");
    Await.until(() -> state().get("count").asInt() == 101);
    UpgradeResult back = ((Result.Upgraded) ask(new Call.Rollback("log"))).upgrade();
    assertThat(back.version()).isEqualTo("log@1");
    assertThat(state().json()).isEqualTo("{\"count\":101,\"last\":\"reverted\"}");
    log.send("three");
    Await.until(() -> state().get("count").asInt() == 102);
  }

  @Test
  void dryRun_changesNothing() {
    push(V2);
    assertThat(upgrade("log", true).converted()).containsExactly("log");
    assertThat(state().json()).isEqualTo("{\"count\":1,\"last\":\"one\"}");
  }

  @Test
  void upgrade_ofWhatRunsItAlready_saysSo() {
    assertThatThrownBy(() -> upgrade("log", false)).hasMessageContaining("nothing to do");
    assertThatThrownBy(() -> upgrade("nobody", false)).hasMessageContaining("nothing to do");
  }

  /** Bears every message but one. */
  private static final String BRITTLE =
      LOG.formatted(
          "int count, String last",
          "new State(state.count() + 1, message.substring(Integer.parseInt(\"1\")))",
          "",
          "new State(0, \"\")");

  /** A field wider, and bears that one too. */
  private static final String MENDED =
      LOG.formatted(
          "String last, long count",
          "new State(\"mended \" + message, state.count() + 1)",
          "",
          "new State(\"\", 0)");

  @Test
  void replay_withANewerVersion_convertsTheStateAndTouchesNothing() {
    push(BRITTLE);
    upgrade("log", false);
    log.send("");
    Await.until(() -> !crashes().isEmpty());
    String crash = crashes().getFirst().id();
    push(MENDED);
    assertThat(replay(crash, null).error()).contains("StringIndexOutOfBounds");
    ReplayResult mended = replay(crash, 3);
    assertThat(mended.error()).isNull();
    assertThat(mended.version()).isEqualTo("log@3");
    assertThat(Objects.requireNonNull(mended.state()).json())
        .isEqualTo("{\"last\":\"mended \",\"count\":2}");
    assertThat(state().json()).isEqualTo("{\"count\":1,\"last\":\"one\"}");
    assertThat(about().version()).isEqualTo(2);
    assertThatThrownBy(() -> replay(crash, 9)).hasMessageContaining("there is no log@9");
  }

  private List<CrashStatus> crashes() {
    return ((Result.Crashes) ask(new Call.Crashes())).crashes();
  }

  private ReplayResult replay(String crash, @Nullable Integer version) {
    return ((Result.Replayed) ask(new Call.Replay(crash, version))).replay();
  }

  @Test
  void history_ofTheVersionBefore_canBeReadAfterAnUpgrade() {
    log.send("two");
    Await.until(() -> state().get("count").asInt() == 2);
    push(V2);
    upgrade("log", false);
    log.send("three");
    Await.until(() -> state().get("count").asInt() == 12);
    assertThat(Codec.tree(((Result.At) ask(new Call.At("log", 1))).state().toArray()).json())
        .isEqualTo("{\"count\":1,\"last\":\"one\"}");
    List<History.Entry> entries =
        ((Result.History) ask(new Call.History("log", null))).history().entries();
    assertThat(entries)
        .extracting(History.Entry::revision, History.Entry::version)
        .containsExactly(tuple(0L, 1), tuple(1L, 1), tuple(2L, 1), tuple(3L, 2));
    assertThat(Objects.requireNonNull(entries.get(2).message()).asText()).isEqualTo("two");
    var diff = (Result.Diff) ask(new Call.Diff("log", 2L, 3L));
    assertThat(Codec.tree(diff.old().toArray()).get("last").asText()).isEqualTo("two");
    assertThat(Codec.tree(diff.now().toArray()).get("all").json()).isEqualTo("[\"three\"]");
  }

  @Test
  void move_bringsTheBundleAlong() {
    push(V2);
    upgrade("log", false);
    ask(new Call.Move("log", "home"));
    log.send("at home");
    Await.until(() -> state().get("count").asInt() == 11);
    assertThat(about().node()).isEqualTo("home");
  }

  @Test
  void push_ofWhatNoNodeMayLoad_isRefused() {
    var shadow = new BundleFile("dev/jumpgate/Node.class", Bytes.of(new byte[0]));
    assertThatThrownBy(() -> ask(new Call.Push("log", List.of(shadow))))
        .hasMessage("dev.jumpgate.Node would shadow the class of that name on the node");
    var jdk = new BundleFile("java/lang/Mine.class", Bytes.of(new byte[0]));
    assertThatThrownBy(() -> ask(new Call.Push("log", List.of(jdk))))
        .hasMessageContaining("would shadow");
    byte[] newer = Sources.compile("app.Log", V1).getFirst().content().toArray();
    newer[7] = 99;
    var file = new BundleFile("app/Newer.class", Bytes.of(newer));
    assertThatThrownBy(() -> ask(new Call.Push("log", List.of(file))))
        .hasMessageContaining("was compiled for Java 55, and this node runs");
    assertThatThrownBy(() -> ask(new Call.Push("log", List.of())))
        .isInstanceOf(OperatorException.class)
        .hasMessage("there is no class in log");
  }

  private PushResult push(String source) {
    var push = new Call.Push("log", Sources.compile("app.Log", source));
    return ((Result.Pushed) ask(push)).push();
  }

  private UpgradeResult upgrade(String target, boolean dryRun) {
    return ((Result.Upgraded) ask(new Call.Upgrade(target, null, dryRun))).upgrade();
  }

  private Result.About about() {
    return (Result.About) ask(new Call.About("log", false));
  }

  private Tree state() {
    return Codec.tree(about().state().toArray());
  }

  private Result ask(Call call) {
    try (var gate = new GateConnection(nodes.home())) {
      return gate.ask(call);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
