package dev.jumpgate.shell.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jumpgate.Node;
import dev.jumpgate.NodeConfig;
import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.operator.AuditEntry;
import dev.jumpgate.operator.AuditEntry.Kind;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.shell.client.Gates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snippets in a real node, over its real gate; the node happens to be in this JVM. */
@Timeout(120)
@SuppressWarnings("JdkObsolete") // What is printed comes from another thread.
public class NodeSessionTest {

  /** Snippets say here that they run. */
  public static volatile CountDownLatch started = new CountDownLatch(1);

  private static volatile boolean release;
  private static Path run;
  private static Node node;
  private static Operator ship;

  /** One operator: a session, and what it has read. */
  private static final class Operator implements AutoCloseable {

    private final StringBuffer printed = new StringBuffer();
    private final JavaSession session;

    Operator(Node node) {
      var evaluator =
          Gates.evaluator(
              node.name(),
              node.gate(),
              (text, _) -> printed.append(new String(text, StandardCharsets.UTF_8)));
      session =
          JavaSession.in(
              evaluator,
              List.of(
                  "java.util.*",
                  NodeSessionTest.class.getName(),
                  "static dev.jumpgate.gate.evaluator.Facade.*"));
    }

    Outcome evaluate(String text) {
      return session.evaluate(new Source(new Place("t", 1, 1), text)).getLast();
    }

    String text(String snippet) throws RemoteException {
      var value = (Outcome.Value) evaluate(snippet);
      return ValueText.of(value.value(), String::valueOf);
    }

    CompletableFuture<Outcome> inBackground(String snippet) throws InterruptedException {
      started = new CountDownLatch(1);
      var outcome =
          CompletableFuture.supplyAsync(() -> evaluate(snippet), Thread::startVirtualThread);
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      return outcome;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  @BeforeAll
  static void open() throws Exception {
    run = Files.createTempDirectory("jg");
    node = Node.start(NodeConfig.named("ship").sockets(new GateSockets(run)));
    ship = new Operator(node);
  }

  @AfterAll
  static void close() throws Exception {
    ship.close();
    node.close();
    Files.deleteIfExists(run);
  }

  @Test
  void value_ofTheLiveNode_isItsText() throws Exception {
    assertThat(ship.text("1 + 1")).isEqualTo("2");
    assertThat(ship.text("node.name()")).isEqualTo("\"ship\"");
    assertThat(ship.text("new int[] {1, 2}")).isEqualTo("int[2] { 1, 2 }");
    assertThat(ship.text("nodes().getFirst().name()")).isEqualTo("\"ship\"");
    assertThat(((Outcome.Value) ship.evaluate("nodes()")).value()).isInstanceOf(List.class);
  }

  @Test
  void snippet_run_isInTheAuditLogWithItsTextAndWithoutItsValue() throws Exception {
    ship.evaluate("int secret() { return 4_242 * 10_001; }");
    ship.evaluate("secret()");
    ship.evaluate("Integer.parseInt(\"x\" + secret())");
    List<?> entries = (List<?>) ((Outcome.Value) ship.evaluate("audit()")).value();
    assertThat(entries)
        .map(AuditEntry.class::cast)
        .filteredOn(entry -> entry.what().contains("secret()"))
        .extracting(AuditEntry::kind, AuditEntry::what, AuditEntry::result)
        .containsExactly(
            tuple(Kind.SNIPPET, "int secret() { return 4_242 * 10_001; }", "declared"),
            tuple(Kind.SNIPPET, "secret()", "done"),
            tuple(
                Kind.SNIPPET,
                "Integer.parseInt(\"x\" + secret())",
                "threw java.lang.NumberFormatException"));
    assertThat(String.valueOf(entries)).doesNotContain("42424242");
  }

  @Test
  void declarations_ofDifferentLoads_seeEachOther() throws Exception {
    ship.evaluate("record Point(int x) { int twice() { return 2 * x; } }");
    ship.evaluate("var point = new Point(4);");
    assertThat(ship.text("point.twice()")).isEqualTo("8");
    ship.evaluate("class Base { int m() { return 1; } }");
    ship.evaluate("Base base = new Base() { int m() { return 2; } };");
    assertThat(ship.text("base.m()")).isEqualTo("2");
  }

  @Test
  void thrown_inNode_hasTypeMessageAndLines() {
    ship.evaluate("int divide(int by) { return 1 / by; }");
    var threw = (Outcome.Threw) ship.evaluate("divide(0)");
    assertThat(threw.thrown()).hasMessage("/ by zero");
    assertThat(((RemoteException) threw.thrown()).type())
        .isEqualTo("java.lang.ArithmeticException");
    assertThat(threw.frames()).extracting(Frame::method).containsExactly("divide", "");
  }

  @Test
  void stop_loopSleepAndCatchAll_endsThem() throws Exception {
    for (String snippet :
        List.of(
            "{ NodeSessionTest.started.countDown(); while (true) {} }",
            "{ NodeSessionTest.started.countDown(); Thread.sleep(1_000_000); }",
            "{ NodeSessionTest.started.countDown();"
                + " try { while (true) {} } catch (Throwable t) { while (true) {} } }")) {
      var outcome = ship.inBackground(snippet);
      assertThat(ship.session.stop()).isTrue();
      assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Stopped(null));
    }
    assertThat(ship.text("40 + 2")).isEqualTo("42");
  }

  /** Stands for code of a library, which is not woven. */
  @SuppressWarnings("StatementWithEmptyBody")
  public static void busy() {
    started.countDown();
    while (!release) {
      Thread.onSpinWait();
    }
  }

  @Test
  void stop_libraryThatMindsNothing_isAbandonedAndListed() throws Exception {
    release = false;
    var outcome = ship.inBackground("NodeSessionTest.busy();");
    assertThat(ship.session.stop()).isTrue();
    assertThat(((Outcome.Stopped) outcome.get(30, TimeUnit.SECONDS)).stuck()).isNotNull();
    List<?> evals = (List<?>) ((Outcome.Value) ship.evaluate("evals()")).value();
    assertThat(evals).anySatisfy(e -> assertThat(((EvalStatus) e).state()).isEqualTo("abandoned"));
    release = true;
  }

  @Test
  void output_ofTwoOperators_staysApart() throws Exception {
    try (var other = new Operator(node)) {
      String loop =
          "for (int i = 0; i < 200; i++) System.out.println(\"%s\");"
              + " Thread t = new Thread(() -> System.out.println(\"%s-thread\"));"
              + " t.start(); t.join();";
      var left =
          CompletableFuture.runAsync(() -> ship.evaluate("{ " + loop.replace("%s", "left") + " }"));
      other.evaluate("{ " + loop.replace("%s", "right") + " }");
      left.get(60, TimeUnit.SECONDS);
      assertThat(other.printed.toString()).isEqualTo("right\n".repeat(200) + "right-thread\n");
      assertThat(ship.printed.toString())
          .contains("left\n".repeat(200) + "left-thread\n")
          .doesNotContain("right");
    }
  }

  @Test
  void output_ofHundredMegabytes_isCutWithAMark() {
    try (var other = new Operator(node)) {
      other.evaluate(
          "{ String s = \"x\".repeat(1 << 20); for (int i = 0; i < 100; i++) System.out.print(s);"
              + " }");
      assertThat(other.printed.toString()).endsWith("\n[output cut at 1 MB]\n");
      assertThat(other.printed.length()).isLessThan(2 << 20);
    }
  }

  @Test
  void exit_inSnippet_isRefused() throws Exception {
    for (String snippet :
        List.of(
            "System.exit(3);", "{ Runnable r = () -> Runtime.getRuntime().halt(3); r.run(); }")) {
      assertThat(((Outcome.Threw) ship.evaluate(snippet)).thrown())
          .hasMessage("exit 3 is refused: a snippet does not end the node it runs in");
    }
    ship.evaluate("java.util.function.IntConsumer exit = System::exit;");
    assertThat(ship.evaluate("exit.accept(3);")).isInstanceOf(Outcome.Threw.class);
    assertThat(ship.text("1")).isEqualTo("1");
  }

  @Test
  void toString_throwsOrNeverReturns_isOneOutcome() throws Exception {
    ship.evaluate(
        "class Mute { public String toString() { throw new IllegalStateException(\"mute\"); } }");
    var value = (Outcome.Value) ship.evaluate("new Mute()");
    assertThat(ship.session.call(() -> ValueText.of(value.value(), String::valueOf)))
        .isInstanceOfSatisfying(
            Outcome.Threw.class, t -> assertThat(t.thrown()).hasMessage("mute"));
    ship.evaluate(
        "class Endless { public String toString() {"
            + " NodeSessionTest.started.countDown(); while (true) {} } }");
    var outcome = ship.inBackground("new Endless()");
    assertThat(ship.session.stop()).isTrue();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Stopped(null));
  }

  @Test
  void node_endsUnderASnippet_endsItAndIsLost() throws Exception {
    Path folder = Files.createTempDirectory("jg");
    Node doomed = Node.start(NodeConfig.named("doomed").sockets(new GateSockets(folder)));
    try (var operator = new Operator(doomed)) {
      var outcome =
          operator.inBackground(
              "{ NodeSessionTest.started.countDown(); Thread.sleep(1_000_000); }");
      doomed.close();
      assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Threw.class);
      assertThat(operator.session.lost()).hasMessage("node doomed is gone");
    }
    Files.deleteIfExists(folder);
  }
}
