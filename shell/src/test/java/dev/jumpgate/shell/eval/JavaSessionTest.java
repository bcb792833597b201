package dev.jumpgate.shell.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class JavaSessionTest {

  /** Snippets say here that they run. */
  public static volatile CountDownLatch started = new CountDownLatch(1);

  private static JavaSession session;

  @BeforeAll
  static void open() {
    session =
        new JavaSession(
            List.of("java.util.*", "java.util.stream.*", JavaSessionTest.class.getName()));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void expression_hasValue_isLiveObject() {
    var value = (Outcome.Value) evaluate("Map.of(\"a\", List.of(1, 2))");
    assertThat(value.name()).startsWith("$");
    assertThat(value.type()).isEqualTo("Map<String,List<Integer>>");
    assertThat(value.value()).isEqualTo(java.util.Map.of("a", List.of(1, 2)));
  }

  @Test
  void variable_declaredAndAssigned_keepsItsName() {
    assertThat(evaluate("int height = 3;")).isEqualTo(new Outcome.Value("height", "int", 3));
    assertThat(evaluate("height = height * 2")).isEqualTo(new Outcome.Value("height", "int", 6));
    assertThat(evaluate("height")).isEqualTo(new Outcome.Value("height", "int", 6));
    assertThat(evaluate("int depth;")).isEqualTo(new Outcome.Value("depth", "int", 0));
  }

  @Test
  void declarators_several_giveOneOutcomeEach() {
    assertThat(session.evaluate(source("int left = 1, right = left + 1;")))
        .containsExactly(new Outcome.Value("left", "int", 1), new Outcome.Value("right", "int", 2));
  }

  @Test
  void null_asValue_isNull() {
    assertThat(((Outcome.Value) evaluate("(String) null")).value()).isNull();
  }

  @Test
  void statement_runs_hasNothingToShow() {
    assertThat(evaluate("for (int i = 0; i < 3; i++) Math.abs(i);")).isEqualTo(new Outcome.Done());
    assertThat(evaluate("import java.util.zip.*;")).isEqualTo(new Outcome.Done());
  }

  @Test
  void declaration_newAndAgain_tellsWhich() {
    assertThat(evaluate("int twice(int n) { return 2 * n; }"))
        .isEqualTo(new Outcome.Declared("method twice(int)", false, List.of()));
    assertThat(evaluate("int twice(int n) { return n + n; }"))
        .isEqualTo(new Outcome.Declared("method twice(int)", true, List.of()));
    assertThat(evaluate("record Point(int x, int y) {}"))
        .isEqualTo(new Outcome.Declared("record Point", false, List.of()));
  }

  @Test
  void method_usesLaterMethod_worksOnceThatIsDeclared() {
    assertThat(evaluate("int first() { return second() + 1; }"))
        .isEqualTo(new Outcome.Declared("method first()", false, List.of("method second()")));
    assertThat(session.unresolved())
        .containsExactly(new Problem(new Place("t", 1, 22), "cannot find symbol: method second()"));
    assertThat(evaluate("first()"))
        .isInstanceOfSatisfying(
            Outcome.Threw.class,
            t ->
                assertThat(t.thrown())
                    .hasMessage("first() needs something that is not declared yet"));
    evaluate("int second() { return 41; }");
    assertThat(((Outcome.Value) evaluate("first()")).value()).isEqualTo(42);
    assertThat(session.unresolved()).isEmpty();
  }

  @Test
  void rejected_semanticError_hasLineAndColumn() {
    var outcome =
        session.evaluate(
            new Source(new Place("file.jsh", 7, 3), "int f() {\n  return \"text\";\n}"));
    assertThat(outcome)
        .containsExactly(
            new Outcome.Rejected(
                List.of(
                    new Problem(
                        new Place("file.jsh", 8, 10),
                        "incompatible types: String cannot be converted to int"))));
  }

  @Test
  void rejected_onFirstLine_countsFromItsColumn() {
    var outcome = session.evaluate(new Source(new Place("file.jsh", 7, 3), "int bad = nothing();"));
    assertThat(outcome)
        .containsExactly(
            new Outcome.Rejected(
                List.of(
                    new Problem(
                        new Place("file.jsh", 7, 13), "cannot find symbol: method nothing()"))));
  }

  @Test
  void thrown_inEarlierMethod_hasBothLines() {
    session.evaluate(
        new Source(
            new Place("a.jsh", 10, 1),
            "int divide(int by) {\n  return\n    Math.floorDiv(1, by);\n}"));
    var outcome =
        session.evaluate(
            new Source(
                new Place("a.jsh", 20, 1), "Stream.of(0)\n  .map(n -> divide(n))\n  .toList();"));
    var threw = (Outcome.Threw) outcome.getLast();
    assertThat(threw.thrown()).isInstanceOf(ArithmeticException.class).hasMessage("/ by zero");
    assertThat(threw.frames())
        .containsExactly(
            new Frame(new Place("a.jsh", 12, 1), "divide"),
            new Frame(new Place("a.jsh", 21, 1), ""),
            new Frame(new Place("a.jsh", 22, 1), ""));
  }

  @Test
  void toString_throws_isOneOutcomeOfTheCall() {
    evaluate(
        "class Mute { public String toString() { throw new IllegalStateException(\"mute\"); } }");
    var value = (Outcome.Value) evaluate("new Mute()");
    assertThat(session.call(() -> String.valueOf(value.value())))
        .isInstanceOfSatisfying(
            Outcome.Threw.class, t -> assertThat(t.thrown()).hasMessage("mute"));
  }

  @Test
  void stop_emptyLoop_endsIt() throws Exception {
    assertStops("JavaSessionTest.started.countDown(); while (true) {}");
  }

  @Test
  void stop_sleep_endsIt() throws Exception {
    assertStops("JavaSessionTest.started.countDown(); Thread.sleep(1_000_000);");
  }

  @Test
  void stop_loopThatCatchesAll_endsIt() throws Exception {
    assertStops(
        "{ JavaSessionTest.started.countDown();"
            + " try { while (true) {} } catch (Throwable t) { while (true) {} } }");
  }

  @Test
  void stop_loopInAMethodReference_endsIt() throws Exception {
    evaluate("void spin(int n) { JavaSessionTest.started.countDown(); while (n < 5) {} }");
    assertStops("IntStream.range(0, 3).forEach(n -> spin(n));");
  }

  @Test
  void stop_libraryThatMindsNothing_isGivenUp() throws Exception {
    started = new CountDownLatch(1);
    var outcome = inBackground("{ JavaSessionTest.busy(); }");
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(session.stop()).isTrue();
    var stopped = (Outcome.Stopped) outcome.get(10, TimeUnit.SECONDS);
    assertThat(stopped.stuck()).contains("JavaSessionTest");
    release = true;
    assertThat(((Outcome.Value) evaluate("1 + 2")).value()).isEqualTo(3);
  }

  private static volatile boolean release;

  /** Stands for code that was not woven. */
  @SuppressWarnings("StatementWithEmptyBody")
  public static void busy() {
    started.countDown();
    while (!release) {
      Thread.onSpinWait();
    }
  }

  @Test
  void stop_nothingRuns_saysSo() {
    assertThat(session.stop()).isFalse();
    assertThat(((Outcome.Value) evaluate("2 + 2")).value()).isEqualTo(4);
  }

  @Test
  void systemExit_inSnippet_endsNothingButTheSnippet() {
    assertThat(evaluate("System.exit(3);")).isEqualTo(new Outcome.Exited(3));
    assertThat(evaluate("Runtime.getRuntime().halt(4);")).isEqualTo(new Outcome.Exited(4));
  }

  @Test
  void classes_ofManyShapes_areWoven() {
    evaluate("sealed interface Shape permits Circle, Square {}");
    evaluate("record Circle(double radius) implements Shape {}");
    evaluate("record Square(double side) implements Shape {}");
    evaluate(
        """
        double area(Shape shape) {
          Shape other = shape.hashCode() == 0 ? new Circle(1) : new Square(2);
          for (int i = 0; i < 3; i++) other = i % 2 == 0 ? new Square(i) : shape;
          return switch (shape) {
            case Circle(var r) -> r * r;
            case Square(var s) -> s;
          };
        }\
        """);
    assertThat(((Outcome.Value) evaluate("area(new Circle(3))")).value()).isEqualTo(9.0);
  }

  @Test
  void reading_tellsWhatIsMissing() {
    assertThat(session.read("int f() {").state()).isEqualTo(Reading.State.INCOMPLETE);
    assertThat(session.read("int x = 3").state()).isEqualTo(Reading.State.UNTERMINATED);
    assertThat(session.read("1 + 1").state()).isEqualTo(Reading.State.UNTERMINATED);
    assertThat(session.read("// a comment").state()).isEqualTo(Reading.State.EMPTY);
    assertThat(session.read("foo)").state()).isEqualTo(Reading.State.COMPLETE);
    assertThat(session.read("int a; int b;"))
        .isEqualTo(new Reading(Reading.State.COMPLETE, "int a;", 6));
  }

  private static void assertStops(String snippet) throws Exception {
    started = new CountDownLatch(1);
    var outcome = inBackground("{ " + snippet + " }");
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(session.stop()).isTrue();
          assertThat(outcome.get()).isEqualTo(new Outcome.Stopped(null));
        });
  }

  private static CompletableFuture<Outcome> inBackground(String snippet) {
    return CompletableFuture.supplyAsync(() -> evaluate(snippet), Thread::startVirtualThread);
  }

  private static Outcome evaluate(String snippet) {
    return session.evaluate(source(snippet)).getLast();
  }

  private static Source source(String snippet) {
    return new Source(new Place("t", 1, 1), snippet);
  }
}
