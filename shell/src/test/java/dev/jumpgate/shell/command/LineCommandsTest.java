package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.shell.client.FakeGate;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.client.Version;
import dev.jumpgate.shell.render.PlaceSamples;
import dev.jumpgate.shell.render.Samples;
import dev.jumpgate.shell.render.Style;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LineCommandsTest {

  record Waypoint(double x, double y) {}

  private record Ran(int code, String out, String err) {}

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> opened = new ArrayList<>();
  private FakeGate gate;

  @BeforeEach
  void startAGate() throws IOException {
    gate = FakeGate.open(folder, "ship", LineCommandsTest::answer);
  }

  @AfterEach
  void stopTheGate() throws IOException {
    gate.close();
  }

  private static Result answer(Call call) {
    return switch (call) {
      case Call.Nodes _ -> new Result.Nodes(List.of(Samples.SHIP));
      case Call.Ps(String pattern, _) when pattern.equals("none*") ->
          new Result.Processes(List.of());
      case Call.Ps _ -> new Result.Processes(List.of(Samples.NAV, Samples.RADAR));
      case Call.About(_, boolean reveal) when reveal ->
          throw new OperatorException(Code.REFUSED, "that needs the role admin", null);
      case Call.About(String process, _) when process.equals("nav") -> about();
      case Call.About(String process, _) -> throw unknown(process);
      case Call.Move(String process, String node, _) when node.equals("home") -> moved(process);
      case Call.MoveMany(List<String> processes, _, MoveOptions options) ->
          new Result.MovedMany(PlaceSamples.moves(processes, options));
      case Call.PlanMove(_, String node, _) when node.equals("moon") ->
          new Result.MovesPlanned(List.of(PlaceSamples.TO_ITS_STANDBY));
      case Call.PlanMove _ -> new Result.MovesPlanned(List.of(PlaceSamples.PLAN));
      case Call.PlanMoveMany _ ->
          new Result.MovesPlanned(List.of(PlaceSamples.PLAN, PlaceSamples.REFUSED));
      case Call.Evacuate(_, _, boolean dryRun) when dryRun ->
          new Result.RelocationPlanned(PlaceSamples.EVACUATION);
      case Call.Evacuate _, Call.Balance _ -> new Result.Relocated(PlaceSamples.EVACUATED);
      case Call.Export _ -> new Result.Exported(PlaceSamples.FILE);
      case Call.Import _ -> new Result.Changed(Samples.NAV);
      case Call.Move(_, String node, _) ->
          throw new OperatorException(Code.UNKNOWN_NODE, "no node is named " + node, "home, ship");
      case Call.Events _ -> new Result.Events(List.of(Samples.JOINED, Samples.MOVED));
      case Call.Evals _ -> new Result.Evals(List.of());
      case Call.Bundles _ -> new Result.Bundles(List.of(Samples.BUNDLE));
      case Call.BundleContent _ -> new Result.BundleContent(List.of());
      case Call.Push(String bundle, _) when bundle.equals("held") ->
          throw new OperatorException(Code.FAILED, "a.A was compiled for Java 99", null);
      case Call.Push _ -> new Result.Pushed(Samples.PUSH);
      case Call.Upgrade(String target, _, _) when target.equals("all") ->
          new Result.Upgraded(Samples.HALF_UPGRADE);
      case Call.Upgrade _, Call.Rollback _ -> new Result.Upgraded(Samples.UPGRADE);
      case Call.Follow _ -> new Result.Done();
      case Call.Restart _ ->
          throw new OperatorException(
              Code.FAILED, "nav restarts already", "/ps lists them, see /var/log and /nowhere");
      default -> throw new OperatorException(Code.FAILED, "not at this gate: " + call, null);
    };
  }

  private static Result moved(String process) {
    if (process.equals("settled")) {
      return new Result.Moved(
          new MoveResult(process, "home", "home", 3, 0, 0, Duration.ZERO, Duration.ZERO, 0, null));
    }
    if (!process.equals("nav")) {
      throw unknown(process);
    }
    return new Result.Moved(Samples.MOVE);
  }

  private static Result about() {
    return new Result.About(
        "nav",
        Samples.PID,
        "ship",
        4_120,
        1,
        false,
        null,
        null,
        List.of(),
        Bytes.of(Codec.encode(new Waypoint(1.5, -2))));
  }

  private static OperatorException unknown(String process) {
    return new OperatorException(
        Code.UNKNOWN_PROCESS, "no process is named " + process, "did you mean nav?");
  }

  private Ran run(String... words) {
    return run(new Gates(new GateSockets(folder)), words);
  }

  private Ran run(Gates gates, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new LineCommands(gates, new Opened(), environment)
            .run(List.of(words), new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Notes what was opened. */
  private final class Opened implements Frontends {
    @Override
    public int prompt(Operator operator, String title) {
      opened.add("prompt on " + title);
      return 7;
    }

    @Override
    public int script(Operator operator, Path file, List<String> args, boolean verbose) {
      opened.add("script " + file.getFileName() + " " + args + (verbose ? " verbose" : ""));
      return 65;
    }

    @Override
    public int demo(@Nullable Path script, boolean verbose) {
      opened.add("demo");
      return 0;
    }
  }

  @Test
  void nodes_asJson_isOneArray() {
    Ran ran = run("nodes", "--json");
    assertThat(ran.out()).startsWith("[{\"name\":\"ship\",").endsWith("}]\n").hasLineCount(1);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
  }

  @Test
  void ps_asJson_isOneArray() {
    assertThat(run("ps", "--json").out()).startsWith("[{\"name\":\"nav\",").hasLineCount(1);
    assertThat(run("--json", "ps").out()).isEqualTo(run("ps", "--json").out());
    assertThat(run("ps", "none*", "--json")).isEqualTo(new Ran(0, "[]\n", ""));
  }

  @Test
  void ps_nothingMatches_saysSoBeside() {
    assertThat(run("ps", "none*")).isEqualTo(new Ran(0, "", "no process matches none*\n"));
  }

  @Test
  void move_toWhereItIs_isDoneAlready() {
    assertThat(run("move", "settled", "home"))
        .isEqualTo(new Ran(0, "settled is on home already\n", ""));
  }

  @Test
  void planOfAMove_toTheStandby_saysThatNothingIsCopied() {
    Ran ran = run("move", "nav", "moon", "--dry-run");
    assertThat(ran.out()).contains("by its standby, nothing is copied");
    assertThat(ran.code()).isZero();
    assertThat(run("move", "nav", "moon", "--dry-run", "--json").out())
        .contains("\"standby\":true");
  }

  @Test
  void ps_showsHowAStandbyFollows() {
    assertThat(run("ps").out()).contains("home (async)");
    assertThat(run("ps", "--json").out()).contains("\"standbyStatus\":\"async\"");
  }

  @Test
  void hintOfANode_namesWhatCanBeTypedHere() {
    assertThat(run("restart", "nav").err())
        .isEqualTo(
            "jumpgate: nav restarts already (jumpgate ps lists them, see /var/log and /nowhere)\n");
  }

  @Test
  void ps_sorted_putsTheLargestFirst() {
    assertThat(run("ps", "--sort", "mailbox").out().lines().skip(1).findFirst().orElseThrow())
        .contains("Radar");
    assertThat(run("ps", "--sort", "name").out().lines().skip(1).findFirst().orElseThrow())
        .contains("Navigation");
  }

  @Test
  void ps_unknownNode_fails() {
    assertThat(run("ps", "--node", "mars"))
        .isEqualTo(new Ran(1, "", "jumpgate: no node is named mars (nodes: ship)\n"));
  }

  @Test
  void inspect_asJson_isTheStateItself() {
    assertThat(run("inspect", "nav", "--json").out()).contains("\"x\":1.5").doesNotContain("state");
    assertThat(run("inspect", "nav", "x", "--json").out()).isEqualTo("1.5\n");
  }

  @Test
  void inspect_aboutAsJson_isTheStateAndWhatSurroundsIt() {
    assertThat(run("inspect", "nav", "--about", "--json").out())
        .startsWith(
            "{\"name\":\"nav\",\"pid\":\"ship.z.17\",\"node\":\"ship\",\"revision\":4120,"
                + "\"version\":1,\"stable\":false,\"handling\":null,\"since\":null,\"stack\":[],"
                + "\"state\":{")
        .hasLineCount(1);
  }

  @Test
  void inspect_revealWithoutTheRole_isRefused() {
    assertThat(run("inspect", "nav", "--reveal"))
        .isEqualTo(new Ran(4, "", "jumpgate: that needs the role admin\n"));
    assertThat(run("inspect", "nav", "--reveal", "--json").err())
        .startsWith("{\"error\":{\"code\":\"refused\",");
  }

  @Test
  void inspect_pathThatIsNotThere_fails() {
    Ran ran = run("inspect", "nav", "z");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("jumpgate: no path \"z\"").hasLineCount(1);
  }

  @Test
  void move_done_tellsOrPrintsOneObject() {
    assertThat(run("move", "nav", "home").out()).startsWith("nav moved from ship to home");
    assertThat(run("move", "nav", "home", "--json").out())
        .startsWith("{\"name\":\"nav\",\"from\":\"ship\"")
        .hasLineCount(1);
  }

  @Test
  void bundles_asJson_isOneArray() {
    assertThat(run("bundles", "--json").out())
        .isEqualTo(
            "[{\"bundle\":\"spaceship\",\"version\":2,\"hash\":\"cafe\","
                + "\"pushed\":\"2026-01-02T03:04:05Z\",\"classes\":28,\"bytes\":74959,"
                + "\"processes\":{\"home\":1,\"ship\":2}}]\n");
    assertThat(run("bundles").out()).startsWith("BUNDLE").hasLineCount(2);
  }

  @Test
  void push_source_tellsOrPrintsOneObject() throws IOException {
    String source = Files.writeString(folder.resolve("A.java"), "class A {}").toString();
    assertThat(run("push", source).out()).startsWith("spaceship@2 pushed: 28 classes, cafe");
    assertThat(run("push", source, "--json").out())
        .startsWith("{\"bundle\":\"spaceship\",\"version\":2,\"hash\":\"cafe\",\"already\":false")
        .contains("\"live\":[{\"name\":\"nav\",")
        .hasLineCount(1);
  }

  @Test
  void push_dryRun_sendsNothing() throws IOException {
    String source = Files.writeString(folder.resolve("A.java"), "class A {}").toString();
    assertThat(run("push", source, "--dry-run").out())
        .isEqualTo("would push A, a new bundle: 1 class\n  added    A.class\n");
    assertThat(run("push", source, "--bundle", "spaceship", "--dry-run", "--json").out())
        .isEqualTo(
            "{\"bundle\":\"spaceship\",\"base\":2,\"classes\":1,\"added\":[\"A.class\"],"
                + "\"changed\":[],\"dropped\":[]}\n");
    assertThat(gate.received().toString()).doesNotContain("Push[");
  }

  @Test
  void push_doesNotCompile_isALineForEachError() throws IOException {
    String source =
        Files.writeString(folder.resolve("A.java"), "class A { B b;\nC c; }").toString();
    Ran ran = run("push", source);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .containsExactly(
            source + ":1:11: cannot find symbol, symbol: class B, location: class A",
            source + ":2:1: cannot find symbol, symbol: class C, location: class A",
            "jumpgate: " + source + " does not compile: 2 errors");
    assertThat(run("push", source, "--json").err())
        .startsWith("{\"error\":{\"code\":\"failed\",\"message\":\"")
        .contains("does not compile: 2 errors\\n")
        .hasLineCount(1);
    assertThat(gate.received().toString()).doesNotContain("Push[");
  }

  @Test
  void push_refusedByTheNode_isOneLine() throws IOException {
    String source = Files.writeString(folder.resolve("A.java"), "class A {}").toString();
    assertThat(run("push", source, "--bundle", "held"))
        .isEqualTo(new Ran(1, "", "jumpgate: a.A was compiled for Java 99\n"));
  }

  @Test
  void upgrade_done_tellsOrPrintsOneObject() {
    assertThat(run("upgrade", "nav"))
        .isEqualTo(new Ran(0, "nav runs spaceship@2: paused 1.5 ms, took 4.2 ms\n", ""));
    assertThat(run("upgrade", "nav", "--json").out())
        .isEqualTo(
            "{\"target\":\"nav\",\"version\":\"spaceship@2\",\"converted\":[\"nav\"],"
                + "\"failed\":[],\"totalMs\":4.2,\"pauseMaxMs\":1.5}\n");
    assertThat(run("rollback", "nav", "--json").out()).startsWith("{\"target\":\"nav\",");
  }

  @Test
  void upgrade_oneStaysBehind_fails() {
    Ran ran = run("upgrade", "all");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("1 process stays as it was, serving:").contains("State.fuel");
    Ran json = run("upgrade", "all", "--dry-run", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out())
        .contains(
            "\"failed\":[{\"name\":\"engine\",\"path\":\"State.fuel\","
                + "\"reason\":\"not a long\"}]");
  }

  @Test
  void events_asJson_areLines() {
    assertThat(run("events", "--json").out().lines()).hasSize(2).allMatch(l -> l.startsWith("{"));
    assertThat(run("events").out()).contains("moved        home      nav").hasLineCount(2);
  }

  @Test
  void events_followedUntilTheGateCloses_endsUnreachable() throws Exception {
    var watcher =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (gate.received().stream().noneMatch(m -> m.toString().contains("Events"))) {
                  Thread.onSpinWait();
                }
                gate.happen(Samples.MOVED);
                gate.close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Ran ran = run("events", "--follow");
    watcher.join();
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo("jumpgate: the gate of ship closed the connection\n");
  }

  @Test
  void moveMany_tellsEachAndCountsWhatStayed() {
    Ran ran = run("move", "nav", "eng*", "home", "--wait", "500ms");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            nav moved from ship to home: epoch 2, 1 round, 1.2 KB, paused 400 us, took 12.3 ms,\
             3 messages forwarded
            1 of 2 processes moved, took 500 ms
            1 process could not:
            NAME   REASON
            eng*   it is suspended
            """);
    assertThat(run("move", "nav*", "home", "--json").out())
        .startsWith("{\"moved\":[{\"name\":\"nav\",\"from\":\"ship\",\"to\":\"home\",")
        .contains("\"failed\":[],\"totalMs\":10000}");
  }

  @Test
  void evacuate_tellsWhatWentWhere_andWhatStayed() {
    Ran dry = run("evacuate", "ship", "--to", "home,moon", "--dry-run");
    assertThat(dry.code()).isZero();
    assertThat(dry.out())
        .isEqualTo(
            """
            5000 processes would move from ship to home, 1.4 MB
            1 process would move from ship to moon, 300 B
            """);
    Ran done = run("evacuate", "ship");
    assertThat(done.code()).isEqualTo(1);
    assertThat(done.out())
        .isEqualTo(
            """
            2 processes moved from ship to home, 600 B
            2 of 3 processes moved, took 40 ms
            1 process could not:
            NAME   REASON
            nav    home was lost during the move
            """);
    assertThat(run("balance", "--json").out())
        .isEqualTo(
            "{\"flows\":[{\"from\":\"ship\",\"to\":\"home\",\"processes\":2,\"bytes\":600}],"
                + "\"failed\":[{\"name\":\"nav\",\"reason\":\"home was lost during the move\"}],"
                + "\"totalMs\":40}\n");
  }

  @Test
  void exportedFile_isWrittenInspectedAndImported() throws IOException {
    Path file = folder.resolve("nav.process");
    assertThat(run("export", "nav", file.toString()).out())
        .isEqualTo(
            "nav exported to %s: %d B, revision 4120, 3 messages, spaceship@1\n"
                .formatted(file, PlaceSamples.FILE.size()));
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(run("export", "nav", file.toString()).err())
        .isEqualTo("jumpgate: %s is there already (--force writes over it)\n".formatted(file));
    assertThat(run("export", "nav", file.toString(), "--force", "--json").out())
        .startsWith("{\"name\":\"nav\",\"pid\":\"" + Samples.PID + "\",\"node\":\"ship\"");
    assertThat(run("inspect").err())
        .isEqualTo(
            "jumpgate: missing required parameter: 'NAME' (usage: jumpgate inspect NAME [PATH]"
                + " [--about | --at REVISION] [--reveal] [--json])\n");
    Gates none = new Gates(new GateSockets(folder.resolve("none")));
    assertThat(run(none, "inspect", "--file", file.toString(), "x").out()).isEqualTo("1.5\n");
    assertThat(run(none, "inspect", "--file", file.toString(), "--about").out())
        .startsWith("nav  " + Samples.PID + "  on ship\nrevision 4120, version 1\n");
    assertThat(run("import", file.toString()).out())
        .isEqualTo("nav imported on ship: %s, revision 4120, version 1\n".formatted(Samples.PID));

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    String damaged = "jumpgate: %s is damaged: its checksum is another\n".formatted(file);
    assertThat(run("import", file.toString())).isEqualTo(new Ran(1, "", damaged));
    assertThat(run(none, "inspect", "--file", file.toString())).isEqualTo(new Ran(1, "", damaged));
  }

  @Test
  void moveDryRun_printsThePlan_andFailsWhereItWouldBeRefused() {
    Ran one = run("move", "nav", "home", "--dry-run");
    assertThat(one.code()).isZero();
    assertThat(one.out())
        .isEqualTo(
            """
            NAME   FROM   TO      STATE   MAILBOX   ROUNDS    BYTES    TIME   PAUSE
            nav    ship   home   1.2 KB         3        2   1.5 KB   ~9 ms   ~5 ms
            """);
    assertThat(run("move", "nav", "home", "--dry-run", "--json").out())
        .startsWith("{\"name\":\"nav\"")
        .contains("\"pauseMs\":5,\"standby\":false,\"reasons\":[]}");
    Ran many = run("move", "nav", "engine", "home", "--dry-run");
    assertThat(many.code()).isEqualTo(1);
    assertThat(many.out()).contains("REFUSED").contains("engine is suspended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "move navv home | 1 | no process is named navv (did you mean nav?)",
        "move nav mars | 1 | no node is named mars (home, ship)",
        "move nav | 2 | missing required parameter: 'NODE' (usage: jumpgate move NAME... NODE"
            + " [--dry-run] [--wait DURATION] [--last-revision] [--max-pause DURATION]"
            + " [--throttle PERCENT] [--json])",
        "move nav home --wait 3 | 2 | invalid value for option '--wait': '3' is no"
            + " duration: a number and ms, s, min or h (see jumpgate move --help)",
        "inspect --file none | 1 | there is no file none",
        "import none | 1 | there is no file none",
        "export nav . | 1 | . is there already (--force writes over it)",
        "export nav none/nav.process | 1 | none/nav.process cannot be written: there is no such"
            + " folder",
        "move nav home --throttle 0 | 2 | a throttle of 0 percent (1 to 100)",
        "mov nav home | 2 | unknown command mov (did you mean jumpgate move?)",
        "xyzzy | 2 | unknown command xyzzy (see jumpgate --help)",
        "ps --jsno | 2 | unknown option --jsno (did you mean --json?)",
        "ps a b | 2 | one argument too many: b (see jumpgate ps --help)",
        "ps --sort color | 2 | processes cannot be sorted by color (by name, pid, node, behavior,"
            + " version, status, mailbox, rate, revision, stateBytes, standby, lag)",
        "node Ship | 2 | Ship cannot be a node's name (a letter, then letters, digits and dashes,"
            + " all in lower case)",
        "node ship --port 70000 | 2 | no port has the number 70000 (1 to 65535)",
        "node ship --gate a | 2 | a is no place for a gate (write host:port, as in a:5901)",
        "run none.jsh | 2 | there is no script none.jsh",
        "demo --script none.jsh | 2 | there is no script none.jsh",
        "ps --connect mars | 3 | no node named mars runs on this machine (those that do: ship)",
        "--connect h:1 --keys no ps | 4 | h:1 needs an operator's keys, and there are none in no"
            + " (jumpgate keys operator NAME --role ROLE makes them; --keys names their folder)",
        "help | 2 | unknown command help (see jumpgate --help)",
      })
  void command_bad_isOneLineAndItsExitCode(String words, int code, String line) {
    assertThat(run(words.split(" "))).isEqualTo(new Ran(code, "", "jumpgate: " + line + "\n"));
  }

  @Test
  void command_badWithJson_isOneDocumentOnStandardError() {
    assertThat(run("inspect", "navv", "--json"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "{\"error\":{\"code\":\"unknown-process\",\"message\":\"no process is named navv\","
                    + "\"hint\":\"did you mean nav?\"}}\n"));
    assertThat(run("move", "--json").err()).startsWith("{\"error\":{\"code\":\"bad-usage\"");
  }

  @Test
  void command_noNode_isUnreachable() {
    Ran ran = run(new Gates(new GateSockets(folder.resolve("none"))), "ps");
    assertThat(ran)
        .isEqualTo(
            new Ran(
                3,
                "",
                "jumpgate: no node runs on this machine (start one: jumpgate node NAME, or the"
                    + " demo: jumpgate demo)\n"));
  }

  @Test
  void command_verbose_showsTheStack() {
    assertThat(run("inspect", "navv", "--verbose").err())
        .startsWith("jumpgate: no process is named navv")
        .contains("\tat dev.jumpgate.");
  }

  @Test
  void command_environmentNamesAGate_usesItUnlessToldOtherwise() {
    environment.put("JUMPGATE_CONNECT", "mars");
    assertThat(run("ps").code()).isEqualTo(3);
    assertThat(run("ps", "--connect", "ship").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodes",
        "ps",
        "inspect",
        "history",
        "diff",
        "move",
        "evacuate",
        "balance",
        "export",
        "import",
        "standby",
        "failover",
        "push",
        "bundles",
        "upgrade",
        "rollback",
        "events",
        "audit",
        "top",
        "trace",
        "crashes",
        "replay",
        "deadletters",
        "conflicts",
        "suspend",
        "resume",
        "restart",
        "stop",
        "node",
        "run",
        "demo"
      })
  void help_ofEachCommand_hasSynopsisAndExample(String command) {
    Ran ran = run(command, "--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("Usage: jumpgate " + command)
        .containsPattern("Examples?:\n  jumpgate " + command)
        .contains("--connect", "--json", "--verbose");
  }

  @Test
  void version_asked_isPrinted() {
    assertThat(run("--version")).isEqualTo(new Ran(0, "jumpgate " + Version.current() + "\n", ""));
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void run_script_getsItsArgumentsAsTheyAre() throws IOException {
    Path script = Files.writeString(folder.resolve("a.jsh"), "ps()");
    assertThat(run("run", "--verbose", script.toString(), "x", "--json", "-h").code())
        .isEqualTo(65);
    assertThat(opened).containsExactly("script a.jsh [x, --json, -h] verbose");
  }

  @Test
  void bare_gateIsThere_opensThePromptOnIt() {
    assertThat(run()).isEqualTo(new Ran(7, "", ""));
    assertThat(opened).containsExactly("prompt on ship");
  }
}
