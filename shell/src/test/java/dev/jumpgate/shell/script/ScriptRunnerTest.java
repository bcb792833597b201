package dev.jumpgate.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScriptRunnerTest {

  @TempDir Path folder;

  private final FakeCluster cluster = new FakeCluster();
  private final List<String> killed = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final PrintStream stdout = System.out;
  private boolean verbose;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(stdout);
  }

  @Test
  void script_javaAndCommands_runInOrder() throws Exception {
    assertThat(
            run(
                """
                #!/usr/bin/env -S jumpgate run
                // A comment.
                int count = 2;
                /say one "two words" {"a":1}

                for (int i = 0; i < count; i++) {
                  System.out.println(i);
                }
                /* Another
                /say not a command
                */
                  /say indented
                System.out.println("end")
                """))
        .as(err.toString())
        .isZero();
    assertThat(lines()).containsExactly("one|two words|{\"a\":1}", "0", "1", "indented", "end");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void values_ofExpressions_areNotEchoed() throws Exception {
    assertThat(run("1 + 1\nString s = \"x\";\n")).isZero();
    assertThat(lines()).isEmpty();
  }

  @Test
  void args_areGiven() throws Exception {
    assertThat(
            run(
                "for (String a : args) System.out.println(a);",
                "plain",
                "a \"quote\" \\ \t \u00e9",
                ""))
        .isZero();
    assertThat(lines()).containsExactly("plain", "a \"quote\" \\ \t \u00e9", "");
  }

  @Test
  void facade_isImported() throws Exception {
    assertThat(
            run(
                """
                MoveResult moved = move("nav", "home");
                require(moved.to().equals("home"), "nav is home");
                require(nodes().getFirst().name().equals("ship"), "ship is there");
                ps("n*");
                killNode("ship");
                """))
        .as(err.toString())
        .isZero();
    assertThat(cluster.asked).containsExactly("move nav home", "nodes", "ps n*");
    assertThat(killed).containsExactly("ship");
  }

  @Test
  void methods_referToEachOtherForwards_work() throws Exception {
    assertThat(
            run(
                """
                boolean even(int n) { return n == 0 || odd(n - 1); }
                boolean odd(int n) { return n != 0 && even(n - 1); }
                void show() { System.out.println(limit + new Late(1).n()); }
                int limit = 4;
                record Late(int n) {}
                show();
                System.out.println(even(limit));
                """))
        .as(err.toString())
        .isZero();
    assertThat(lines()).containsExactly("5", "true");
  }

  @Test
  void statement_overSeveralLines_isOne() throws Exception {
    assertThat(
            run(
                """
                var all = List.of(3, 1, 2)
                    .stream() // sorted below
                    // by value
                    .sorted()
                    .toList();
                int sum = 1
                    + 2
                if (sum == 3) {
                  System.out.println("three");
                }
                else {
                  System.out.println("other");
                }
                @FunctionalInterface
                interface Step { void go(); }
                void go()
                {
                  System.out.println(all);
                }
                go();
                """))
        .as(err.toString())
        .isZero();
    assertThat(lines()).containsExactly("three", "[1, 2, 3]");
  }

  @Test
  void compileError_anywhere_nothingRuns() throws Exception {
    assertThat(
            run(
                """
                System.out.println("ran");
                move("nav", "home");
                /say hello
                int wrong = "text";
                """))
        .isEqualTo(65);
    assertThat(err.toString())
        .isEqualTo(
            """
            FILE:4:13: error: incompatible types: String cannot be converted to int
            int wrong = "text";
                        ^
            """
                .replace("FILE", file().toString()));
    assertThat(lines()).isEmpty();
    assertThat(cluster.asked).isEmpty();
    assertThat(lines()).isEmpty();
  }

  @Test
  void compileError_inAMethodBody_hasItsLine() throws Exception {
    assertThat(run("void f() {\n  int a = 1;\n  return a;\n}\n")).isEqualTo(65);
    assertThat(err.toString()).startsWith(file() + ":3:10: error: incompatible types:");
  }

  @Test
  void compileError_unclosedBrace_isTold() throws Exception {
    assertThat(run("int a = 1;\nvoid f() {\n  a++;\n")).isEqualTo(65);
    assertThat(err.toString()).contains(file() + ":3:").contains("end of file");
  }

  @Test
  void compileError_neverDeclared_hasTheLineOfItsUse() throws Exception {
    assertThat(
            run("System.out.println(1);\nvoid f() {\n  System.out.println(2);\n  nowhere(3);\n}\n"))
        .isEqualTo(65);
    assertThat(err.toString())
        .startsWith(file() + ":4:3: error: cannot find symbol: method nowhere");
    assertThat(lines()).isEmpty();
  }

  @Test
  void compileError_missingSemicolonWithin_isTold() throws Exception {
    assertThat(run("void f() {\n  int a = 1\n  int b = 2;\n}\n")).isEqualTo(65);
    assertThat(err.toString()).startsWith(file() + ":2:12: error: ';' expected");
  }

  @Test
  void command_unknown_isACompileError() throws Exception {
    assertThat(run("System.out.println(1);\n/mvoe nav home\n")).isEqualTo(65);
    assertThat(err.toString()).startsWith(file() + ":2:1: error: there is no command /mvoe");
    assertThat(lines()).isEmpty();
  }

  @Test
  void command_unclosedQuote_isACompileError() throws Exception {
    assertThat(run("/say \"a\n")).isEqualTo(65);
    assertThat(err.toString()).startsWith(file() + ":1:1: error: a quote is not closed: \"");
  }

  @Test
  void thrown_hasLineAndNoStack() throws Exception {
    assertThat(run("int a = 0;\n\nint b =\n  Math.floorDiv(1, a);\nSystem.out.println(1);\n"))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(file() + ":4: ArithmeticException: / by zero\n");
    assertThat(lines()).isEmpty();
  }

  @Test
  void thrown_inAnEarlierMethod_hasLineAndCaller() throws Exception {
    assertThat(
            run(
                """
                int f(int n) {
                  int m = n;
                  return 1 / m;
                }
                System.out.println(1);
                f(0);
                """))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            file() + ":3: ArithmeticException: / by zero (called from line 6)\n");
    assertThat(lines()).containsExactly("1");
  }

  @Test
  void thrown_verbose_hasStack() throws Exception {
    verbose = true;
    assertThat(run("throw new IllegalStateException(\"why\");\n")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            file() + ":1: IllegalStateException: why\njava.lang.IllegalStateException: why\n")
        .contains("\tat ");
  }

  @Test
  void require_fails_isOneLine() throws Exception {
    assertThat(run("int a = 1;\nrequire(a == 1, \"one\");\nrequire(a == 2, \"two\");\n"))
        .isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines(file() + ":3: require failed: two\n");
  }

  @Test
  void operatorException_uncaught_isItsMessageAndHint() throws Exception {
    assertThat(run("\ninspect(\"warp\");\n")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(file() + ":2: there is no process warp (/ps lists them)\n");
  }

  @Test
  void await_becomesTrue_goesOn() throws Exception {
    cluster.failures.set(3);
    assertThat(run("await(Duration.ofSeconds(20), () -> ps().isEmpty());"))
        .as(err.toString())
        .isZero();
    assertThat(cluster.asked).hasSize(4);
  }

  @Test
  void await_staysFalse_fails() throws Exception {
    assertThat(run("await(Duration.ofMillis(20), () -> nodes().isEmpty());")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(file() + ":1: await failed: not so within 20 ms\n");
  }

  @Test
  void await_refusedToTheEnd_namesTheRefusal() throws Exception {
    assertThat(run("await(Duration.ofMillis(20), () -> about(\"nav\").stable());")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            file()
                + ":1: await failed: not so within 20 ms; the last time: there is no process"
                + " nav\n");
  }

  @Test
  void await_throwsAnythingElse_failsAtOnce() throws Exception {
    assertThat(run("await(Duration.ofMinutes(5), () -> { throw new IOException(\"disk\"); });"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith(file() + ":1: IOException: disk");
  }

  @Test
  void command_fails_complaintHasTheLine() throws Exception {
    assertThat(run("System.out.println(1);\n/fail 3\nSystem.out.println(2);\n")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines(file() + ":2: it does not work\n");
    assertThat(lines()).containsExactly("1");
  }

  @Test
  void command_failsSilently_isTold() throws Exception {
    assertThat(run("/quiet now\n")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(file() + ":1: /quiet now failed, exit code 7\n");
  }

  @Test
  void exit_command_endsWithItsCode() throws Exception {
    assertThat(run("System.out.println(1);\n/exit 9\nSystem.out.println(2);\n")).isEqualTo(9);
    assertThat(lines()).containsExactly("1");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void exit_systemExit_endsTheScriptOnly() throws Exception {
    assertThat(run("void end(int code) { System.exit(code); }\nend(4);\nSystem.out.println(2);\n"))
        .isEqualTo(4);
    assertThat(lines()).isEmpty();
  }

  @Test
  void open_otherScript_sharesDeclarations() throws Exception {
    Files.writeString(
        folder.resolve("lib.jsh"), "int twice(int n) { return 2 * n; }\nSystem.out.println(0);\n");
    assertThat(run("/open lib.jsh\nSystem.out.println(twice(21));\n")).as(err.toString()).isZero();
    assertThat(lines()).containsExactly("0", "42");
  }

  @Test
  void open_otherScriptFails_namesThatFile() throws Exception {
    Files.writeString(folder.resolve("lib.jsh"), "\n\nrequire(false, \"lib\");\n");
    assertThat(run("/open lib.jsh\nSystem.out.println(1);\n")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(folder.resolve("lib.jsh") + ":3: require failed: lib\n");
    assertThat(lines()).isEmpty();
  }

  @Test
  void open_itself_isRefused() throws Exception {
    assertThat(run("/open " + file() + "\n")).isEqualTo(65);
    assertThat(err.toString()).contains("scripts open each other without an end");
  }

  @Test
  void file_missingOrUnreadable_isOneLine() throws Exception {
    assertThat(runner().run(folder.resolve("none.jsh"), List.of())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "jumpgate: there is no script " + folder.resolve("none.jsh") + "\n");
    assertThat(runner().run(folder, List.of())).isEqualTo(1);
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(runner().run(file(), List.of())).isEqualTo(1);
    assertThat(err.toString()).contains("is a directory").contains("is not UTF-8");
  }

  @Test
  void file_empty_isDone() throws Exception {
    Files.writeString(file(), "");
    assertThat(runner().run(file(), List.of())).isZero();
  }

  @Test
  void file_windowsLineEnds_areFine() throws Exception {
    assertThat(run("int a = 1;\r\n/say x\r\nrequire(a == 2, \"no\");\r\n")).isEqualTo(1);
    assertThat(lines()).containsExactly("x");
    assertThat(err.toString()).isEqualToIgnoringNewLines(file() + ":3: require failed: no\n");
  }

  private int run(String script, String... args) throws IOException {
    Files.writeString(file(), script);
    return runner().run(file(), List.of(args));
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Path file() {
    return folder.resolve("test.jsh");
  }

  private ScriptRunner runner() {
    return new ScriptRunner(
        cluster,
        cluster.commands(),
        killed::add,
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(err),
        verbose);
  }
}
