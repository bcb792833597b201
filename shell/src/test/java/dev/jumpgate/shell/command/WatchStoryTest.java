package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.process.CallFailedException;
import dev.jumpgate.process.Ref;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator does about a process in trouble, on a real node over its real gate. */
@Timeout(120)
class WatchStoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private record Ran(int code, String out, String err) {}

  private Path run;
  private Node node;
  private Ref<Furnace.Message> furnace;

  @BeforeEach
  void startANode() throws Exception {
    Furnace.reset();
    run = Files.createTempDirectory("jg");
    node = Node.start(NodeConfig.named("ship").sockets(new GateSockets(run)));
    furnace = node.spawn("furnace", Furnace.class, new Furnace.State(3));
  }

  @AfterEach
  void stopTheNode() throws Exception {
    Furnace.release();
    node.close();
    Files.deleteIfExists(run);
  }

  @Test
  void crash_isReportedReplayedAndItsMessageSentAgain() {
    crash();
    String id = find("\"id\":\"(ship-\\d+)\"", out("crashes", "furnace", "--json"));
    assertThat(out("crashes")).contains(id, "furnace", "no fuel");
    assertThat(out("crashes", id))
        .contains("IllegalStateException: no fuel")
        .contains("Furnace.handle")
        .containsPattern("(?s)message\\s+Burn.*state before.*fuel +3");
    assertThat(out("events", "--process", "furnace", "--kind", "crashed")).contains("no fuel");

    furnace.send(new Furnace.Message.Refuel(10));
    until(() -> out("inspect", "furnace", "fuel").equals("13\n"));
    Ran replay = run("replay", id);
    assertThat(replay.code()).as("it still has the state before").isEqualTo(1);
    assertThat(replay.out()).contains("threw after").contains("no fuel");

    String letter = find("\"id\":\"(ship-\\d+)\"", out("deadletters", "furnace", "--json"));
    assertThat(out("deadletters", "--redeliver", letter))
        .isEqualTo(letter + " sent to furnace again\n");
    until(() -> out("inspect", "furnace", "fuel").equals("8\n"));
    assertThat(out("diff", "furnace")).contains("~ fuel  13 -> 8");
  }

  @Test
  void past_isListedComparedAndInspected() {
    furnace.call(new Furnace.Message.Burn(1));
    furnace.call(new Furnace.Message.Burn(1));
    String history = out("history", "furnace", "--json");
    assertThat(history).contains("\"on\":true").contains("{\"@type\":\"Burn\",\"fuel\":1}");
    List<String> revisions =
        Pattern.compile("\"revision\":(\\d+)")
            .matcher(history)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(revisions).hasSizeGreaterThanOrEqualTo(3);
    String first = revisions.get(revisions.size() - 3);
    assertThat(out("inspect", "furnace", "fuel", "--at", first)).isEqualTo("3\n");
    assertThat(out("diff", "furnace", first, revisions.getLast())).contains("~ fuel  3 -> 1");
    assertThat(out("history", "furnace", "--off")).isEqualTo("furnace  on ship: history off\n");
    assertThat(run("inspect", "furnace", "--at", first).code()).isEqualTo(1);
  }

  @Test
  void suspended_messagesWait_untilItGoesOn() {
    assertThat(furnace.call(new Furnace.Message.Burn(0))).isEqualTo(3);
    assertThat(out("suspend", "furnace")).startsWith("furnace on ship is suspended");
    furnace.send(new Furnace.Message.Refuel(1));
    until(
        () -> run("ps", "--where", "status = suspended and mailbox > 0").out().contains("furnace"));
    assertThat(out("inspect", "furnace", "fuel")).isEqualTo("3\n");
    assertThat(out("resume", "furnace")).startsWith("furnace on ship goes on");
    until(() -> run("ps", "furn*", "--where", "state.fuel = 4").out().contains("furnace"));
    assertThat(run("ps", "--where", "state.fuel > 4").err())
        .isEqualTo("no process where state.fuel > 4\n");
    assertThat(out("restart", "furnace")).startsWith("furnace on ship starts again");
    assertThat(furnace.call(new Furnace.Message.Burn(0))).isEqualTo(4);
  }

  @Test
  void traced_messages_areShownUntilTheCount() throws Exception {
    var trace =
        CompletableFuture.supplyAsync(
            () -> run("trace", "furnace", "--count", "2"), Thread::startVirtualThread);
    until(() -> {
      furnace.send(new Furnace.Message.Refuel(1));
      return trace.isDone();
    });
    assertThat(trace.get().code()).isZero();
    assertThat(trace.get().out().lines()).hasSize(2).allMatch(l -> l.endsWith("Refuel[fuel=1]"));
    assertThat(trace.get().err()).startsWith("the trace is over: ");
    assertThat(out("top", "furnace", "--json")).contains("\"name\":\"furnace\"");
  }

  @Test
  void stuck_killed_isGoneAndReported() throws Exception {
    furnace.send(new Furnace.Message.Stick());
    Furnace.awaitStuck();
    String killed = out("stop", "furnace", "--kill");
    assertThat(killed).startsWith("furnace was killed within a message on ship");
    String id = find("crash (ship-\\d+) tells where", killed);
    assertThat(out("crashes", id)).contains("Furnace.awaitRelease");
    assertThat(run("ps", "furnace").err()).isEqualTo("no process matches furnace\n");
    assertThat(run("stop", "furnace"))
        .isEqualTo(
            new Ran(1, "", "jumpgate: no process is named furnace (jumpgate ps lists them)\n"));
  }

  @Test
  void stopped_inGoodOrder_saysSo() {
    assertThat(out("stop", "furnace")).startsWith("furnace ended on ship in good order");
    assertThat(out("events", "--kind", "stopped")).contains("furnace");
  }

  private void crash() {
    assertThatThrownBy(() -> furnace.call(new Furnace.Message.Burn(5)))
        .isInstanceOf(CallFailedException.class);
  }

  private String out(String... words) {
    Ran ran = run(words);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran.out();
  }

  private Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new LineCommands(new Gates(new GateSockets(run)), new NoFrontends(), Map.of())
            .run(List.of(words), new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
    return new Ran(code, out.toString(), err.toString());
  }

  private static String find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not so within " + PATIENCE).isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
