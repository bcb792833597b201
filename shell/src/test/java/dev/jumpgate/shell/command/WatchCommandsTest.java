package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.gate.protocol.ToGate;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.RedeliverResult;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.shell.client.FakeGate;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Samples;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.shell.render.WatchSamples;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that watch and steer processes, over a gate that answers what it is told to. */
@Timeout(20)
class WatchCommandsTest {

  record Ship(long fuel) {}

  private record Ran(int code, String out, String err) {}

  @TempDir Path folder;
  private FakeGate gate;

  @BeforeEach
  void startAGate() throws IOException {
    gate = FakeGate.open(folder, "ship", WatchCommandsTest::answer);
  }

  @AfterEach
  void stopTheGate() throws IOException {
    gate.close();
  }

  private static Result answer(Call call) {
    return switch (call) {
      case Call.Ps _ -> new Result.Processes(List.of(Samples.NAV));
      case Call.Events _ -> new Result.Events(List.of(Samples.JOINED, Samples.MOVED, CRASHED));
      case Call.Crashes _ ->
          new Result.Crashes(List.of(WatchSamples.CRASHED, WatchSamples.NAMELESS_CRASHED));
      case Call.Crash(String id) when id.equals("ship-3") -> new Result.Crash(WatchSamples.CRASH);
      case Call.Crash(String id) ->
          throw new OperatorException(Code.FAILED, "no crash " + id, null);
      case Call.Replay(_, Integer version) when version != null ->
          new Result.Replayed(WatchSamples.REPLAY);
      case Call.Replay _ -> new Result.Replayed(WatchSamples.THREW_AGAIN);
      case Call.DeadLetters _ ->
          new Result.DeadLetters(List.of(WatchSamples.LETTER, WatchSamples.UNSHOWN_LETTER));
      case Call.Conflicts _ -> new Result.Conflicts(List.of(WatchSamples.CONFLICT));
      case Call.Audit(var since) -> new Result.Audit(audit(since));
      case Call.Redeliver(String id) -> new Result.Redelivered(new RedeliverResult(id, "nav"));
      case Call.History _ -> new Result.History(WatchSamples.HISTORY);
      case Call.Diff(String name, Long from, Long to) ->
          new Result.Diff(name, from == null ? 7 : from, to == null ? 8 : to, state(1), state(2));
      case Call.At(_, long revision) -> new Result.At(state(revision));
      case Call.Suspend _ -> new Result.Changed(WatchSamples.SUSPENDED);
      case Call.Resume _, Call.Restart _ -> new Result.Changed(Samples.NAV);
      case Call.Stop(_, boolean kill) ->
          new Result.Stopped(kill ? WatchSamples.KILLED : WatchSamples.STOPPED);
      case Call.Top _ -> new Result.Top(List.of(WatchSamples.BUSY, WatchSamples.LAZY));
      default -> throw new OperatorException(Code.FAILED, "nobody asks this here: " + call, null);
    };
  }

  // Nodes tell again what was done in the very moment from which on they are asked.
  private static List<AuditEntry> audit(Map<String, Instant> since) {
    AuditEntry last = WatchSamples.AUDIT.get(1);
    if (since.isEmpty()) {
      return WatchSamples.AUDIT;
    } else if (last.time().equals(since.get("ship"))) {
      return List.of(last, WatchSamples.LATER);
    }
    throw new OperatorException(Code.UNREACHABLE, "ship is gone", null);
  }

  private static final Event CRASHED =
      new Event(Instant.EPOCH, "ship", 2, Event.Kind.CRASHED, "radar", "no fuel");

  private static Bytes state(long fuel) {
    return Bytes.of(Codec.encode(new Ship(fuel)));
  }

  private Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new LineCommands(new Gates(new GateSockets(folder)), new NoFrontends(), Map.of())
            .run(List.of(words), new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
    return new Ran(code, out.toString(), err.toString());
  }

  private List<Call> asked() {
    return gate.received().stream()
        .filter(ToGate.Ask.class::isInstance)
        .map(message -> ((ToGate.Ask) message).call())
        .toList();
  }

  @Test
  void crashes_ofAPattern_areThoseOfItsProcesses() {
    assertThat(run("crashes").out()).contains("ship-3", "home-1").hasLineCount(3);
    assertThat(run("crashes", "na*").out()).contains("ship-3").hasLineCount(2);
    assertThat(run("crashes", "home.z.*").out()).contains("home-1").hasLineCount(2);
    assertThat(run("crashes", "radar")).isEqualTo(new Ran(0, "", "no crash of radar\n"));
    assertThat(run("crashes", "radar", "--json")).isEqualTo(new Ran(0, "[]\n", ""));
    assertThat(run("crashes", "nav", "--json").out())
        .startsWith(
            "[{\"id\":\"ship-3\",\"time\":\"2026-01-02T03:04:05.678Z\",\"node\":\"ship\","
                + "\"name\":\"nav\",\"pid\":\"ship.z.17\",\"version\":\"spaceship@2\",")
        .hasLineCount(1);
  }

  @Test
  void crashes_ofAnId_isTheWholeReport() {
    assertThat(run("crashes", "ship-3").out())
        .contains("state before, revision 4120")
        .contains("dead letter ship-12");
    assertThat(run("crashes", "ship-3", "--json").out())
        .startsWith("{\"status\":{\"id\":\"ship-3\",")
        .contains("\"revision\":4120,\"message\":{\"@type\":\"Thrust\",\"dx\":1.5,\"dy\":-2.0}")
        .contains("\"state\":{\"fuel\":0,\"owner\":\"Ada\"},\"stack\":[\"spaceship.")
        .contains("\"deadLetter\":\"ship-12\"")
        .hasLineCount(1);
    assertThat(run("crashes", "ship-99")).isEqualTo(new Ran(1, "", "jumpgate: no crash ship-99\n"));
  }

  @Test
  void replay_returned_isADiffToTheStateBefore() {
    Ran ran = run("replay", "ship-3", "--version", "3");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("~ fuel  0 -> 5").contains("send  engine Thrust");
    assertThat(asked()).contains(new Call.Replay("ship-3", 3));
    assertThat(run("replay", "ship-3", "--version", "3", "--json").out())
        .startsWith("{\"crash\":\"ship-3\",\"version\":\"spaceship@3\",\"error\":null,\"stack\":[]")
        .contains("{\"kind\":\"stop\",\"target\":null,\"value\":null}")
        .endsWith("\"totalMs\":1.2}\n");
  }

  @Test
  void replay_threwAgain_fails() {
    Ran ran = run("replay", "ship-3");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("threw after").contains("no fuel");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void conflicts_listed_haveTheStateAndTheOwner() {
    assertThat(run("conflicts").out()).contains("ship-conflict-3", "home").hasLineCount(2);
    assertThat(run("conflicts", "na*").out()).contains("ship-conflict-3").hasLineCount(2);
    assertThat(run("conflicts", "radar"))
        .isEqualTo(
            new Ran(
                0, "", "2 older ones were dropped: there were too many\nno conflict of radar\n"));
    assertThat(run("conflicts", "nav", "--json").out())
        .contains("\"process\":\"nav\"", "\"ownerNode\":\"home\"", "\"ownerEpoch\":2");
  }

  @Test
  void audit_listed_isFilteredByOperatorNodeAndKind() {
    Ran all = run("audit");
    assertThat(all.out())
        .hasLineCount(3)
        .containsSubsequence(
            "ann operator", "move nav home  done", "stranger", "bob admin", "1 + 1", "done");
    assertThat(run("audit", "--operator", "a*").out()).contains("move nav home").hasLineCount(1);
    assertThat(run("audit", "--node", "home").out()).contains("1 + 1").hasLineCount(1);
    assertThat(run("audit", "--kind", "stranger").out()).contains("no TLS").hasLineCount(1);
    assertThat(run("audit", "--kind", "none"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "jumpgate: no entry is of the kind none"
                    + " (kinds: command, look, snippet, stranger)\n"));
  }

  @Test
  void audit_followed_tellsEachEntryOnce() {
    Ran ran = run("audit", "--follow", "--node", "ship");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo("jumpgate: ship is gone\n");
    assertThat(ran.out())
        .hasLineCount(3)
        .containsSubsequence("move nav home", "no TLS", "stop nav --kill  refused");
  }

  @Test
  void audit_asJson_isOneArray() {
    assertThat(run("audit", "--kind", "command", "--json").out())
        .isEqualTo(
            """
            [{"time":"2026-01-02T03:04:05.678Z","node":"ship","sequence":1,"kind":"command",\
            "operator":"ann","role":"operator","gate":"home","from":"/10.0.0.7:5123",\
            "what":"move nav home","result":"done","tookMs":12}]
            """);
  }

  @Test
  void deadletters_listedOrSentAgain() {
    assertThat(run("deadletters").out()).contains("ship-12", "home-7").hasLineCount(3);
    assertThat(run("deadletters", "rad*").out()).contains("home-7").hasLineCount(2);
    assertThat(run("deadletters", "x")).isEqualTo(new Ran(0, "", "no dead letter for x\n"));
    assertThat(run("deadletters", "nav", "--json").out())
        .startsWith("[{\"id\":\"ship-12\"")
        .contains("\"message\":{\"@type\":\"Thrust\"")
        .endsWith("\"redelivered\":2}]\n");
    assertThat(run("deadletters", "--redeliver", "ship-12"))
        .isEqualTo(new Ran(0, "ship-12 sent to nav again\n", ""));
    assertThat(run("deadletters", "--redeliver", "ship-12", "--json").out())
        .isEqualTo("{\"id\":\"ship-12\",\"process\":\"nav\"}\n");
  }

  @Test
  void history_shownOrSwitched() {
    assertThat(run("history", "nav").out()).startsWith("nav  on ship: history on\nREVISION");
    run("history", "nav", "--on");
    run("history", "nav", "--off");
    assertThat(asked())
        .containsExactly(
            new Call.History("nav", null),
            new Call.History("nav", true),
            new Call.History("nav", false));
    assertThat(run("history", "nav", "--json").out())
        .startsWith("{\"name\":\"nav\",\"pid\":\"ship.z.17\",\"node\":\"ship\",\"on\":true,")
        .contains("{\"revision\":4119,\"time\":null,\"version\":2,\"handling\":\"start\"")
        .hasLineCount(1);
  }

  @Test
  void diff_ofTheLastTwoOrOfAny() {
    assertThat(run("diff", "nav").out()).isEqualTo("nav  revision 7 -> 8\n~ fuel  1 -> 2\n");
    assertThat(run("diff", "nav", "3", "5").out()).startsWith("nav  revision 3 -> 5\n");
    assertThat(run("diff", "nav", "--json").out())
        .isEqualTo(
            "{\"name\":\"nav\",\"from\":7,\"to\":8,\"changes\":"
                + "[{\"@type\":\"Changed\",\"key\":\"fuel\",\"from\":1,\"to\":2}]}\n");
  }

  @Test
  void inspect_atARevision_isTheStateThen() {
    assertThat(run("inspect", "nav", "--at", "41", "--json").out()).isEqualTo("{\"fuel\":41}\n");
    assertThat(run("inspect", "nav", "fuel", "--at", "41").out()).isEqualTo("41\n");
  }

  @Test
  void steering_asksForIt() {
    assertThat(run("suspend", "nav").out()).startsWith("nav on ship is suspended");
    assertThat(run("resume", "nav", "--json").out()).startsWith("{\"name\":\"nav\",\"pid\":");
    run("restart", "nav");
    assertThat(run("stop", "nav").out()).startsWith("nav ended on ship in good order");
    assertThat(run("stop", "nav", "--kill", "--json").out())
        .isEqualTo(
            "{\"name\":\"nav\",\"node\":\"ship\",\"abandoned\":true,\"crash\":\"ship-4\","
                + "\"totalMs\":1.2}\n");
    assertThat(asked())
        .containsExactly(
            new Call.Suspend("nav"),
            new Call.Resume("nav"),
            new Call.Restart("nav"),
            new Call.Stop("nav", false),
            new Call.Stop("nav", true));
  }

  @Test
  void top_noTerminal_isOneTableInTheOrderAskedFor() {
    assertThat(run("top").out()).startsWith("NAME").hasLineCount(3);
    assertThat(run("top", "--sort", "mailbox").out().lines().skip(1).findFirst().orElseThrow())
        .contains("Radar");
    assertThat(run("top", "na*", "--json").out())
        .startsWith("[{\"name\":\"nav\",\"pid\":\"ship.z.17\"")
        .contains("\"meanMs\":0.0015,\"p99Ms\":2.3,")
        .contains("\"meanMs\":null")
        .hasLineCount(1);
    assertThat(asked()).contains(new Call.Top("na*"));
  }

  @Test
  void ps_where_isDecidedByTheNodes() {
    assertThat(run("ps", "na*", "--where", "mailbox > 1 and state.x < 0").code()).isZero();
    assertThat(asked()).containsExactly(new Call.Ps("na*", "mailbox > 1 and state.x < 0"));
  }

  @Test
  void events_filtered_areThoseWanted() {
    assertThat(run("events", "--process", "n*").out()).contains("moved").hasLineCount(1);
    assertThat(run("events", "--kind", "crashed").out()).contains("radar").hasLineCount(1);
    assertThat(run("events", "--kind", "crashed", "--process", "nav").out()).isEmpty();
  }

  @Test
  void trace_untilItIsOver_isALineForEachStep() throws Exception {
    var tracer =
        traced(WatchSamples.HANDLED, new TraceStep.Dropped(4), new TraceStep.Over("enough"));
    Ran ran = run("trace", "nav", "--count", "2", "--rate", "7");
    tracer.join();
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .endsWith("4119>4120  Thrust[dx=1.5, dy=-2.0]");
    assertThat(ran.err()).isEqualTo("the trace is over: enough\n");
    assertThat(asked()).contains(new Call.Trace("nav", new TraceLimits(2, 7)));
  }

  @Test
  void trace_asJson_isADocumentALine() throws Exception {
    var tracer = traced(WatchSamples.HANDLED, new TraceStep.Over("enough"));
    Ran ran = run("trace", "nav", "--json");
    tracer.join();
    assertThat(ran.out().lines())
        .containsExactly(
            "{\"@type\":\"Handled\",\"time\":\"2026-01-02T03:04:05.678Z\",\"handling\":\"Thrust\","
                + "\"message\":{\"@type\":\"Thrust\",\"dx\":1.5,\"dy\":-2.0},\"before\":4119,"
                + "\"after\":4120,\"tookMs\":0.0123,\"effects\":1,\"outcome\":\"committed\"}",
            "{\"@type\":\"Over\",\"why\":\"enough\"}");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void trace_gateCloses_endsUnreachable() throws Exception {
    var watcher =
        Thread.ofVirtual()
            .start(() -> {
              try {
                awaitTrace();
                gate.close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Ran ran = run("trace", "nav");
    watcher.join();
    assertThat(ran).isEqualTo(new Ran(3, "", "jumpgate: the gate of ship closed the connection\n"));
  }

  private Thread traced(TraceStep... steps) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            awaitTrace();
            for (TraceStep step : steps) {
              gate.trace(step);
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void awaitTrace() {
    while (!gate.isTraced()) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay ship-3 --version 0 | versions are counted from 1, not 0",
        "deadletters nav --redeliver ship-1 | a pattern lists and --redeliver sends: one of them at"
            + " a time",
        "history nav --on --off | --on and --off exclude each other",
        "diff nav 3 | diff takes two revisions or none (history nav lists them)",
        "inspect nav --about --at 3 | --about tells of the present: not together with --at",
        "trace nav --count 0 | the count of a trace is 1 to 100,000, not 0",
        "top --sort color | the busiest cannot be sorted by color (by busy, rate, mean, p99,"
            + " mailbox, stateBytes, messages, name)",
        "ps --where mailbox | --where: column 8, at the end: expected one of = != < <= > >= ~",
        "ps --where balance<0 | --where: column 1, at balance<0: processes have no balance, but"
            + " name, pid, node, behavior, version, status, mailbox, rate, revision, stateBytes,"
            + " standby, lag, standbyStatus, supervisor, and state.PATH",
        "events --kind sunk | no event is of the kind sunk (kinds: moving, moved, promoted,"
            + " standby, upgraded, pushed, crashed, dead-letter, suspended, resumed, restarted,"
            + " stopped, conflict, joined, left, progress)",
      })
  void command_bad_isOneLineAndAsksNothing(String words, String line) {
    assertThat(run(words.split(" "))).isEqualTo(new Ran(2, "", "jumpgate: " + line + "\n"));
    assertThat(asked()).isEmpty();
  }
}
