package dev.jumpgate.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.MoveResult;
import dev.jumpgate.shell.script.FakeCluster;
import dev.jumpgate.shell.script.Workspace;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PromptTest {

  private static final String PROMPT = "jumpgate> ";

  @TempDir Path home;

  private final FakeCluster cluster = new FakeCluster();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void pipe_commandsAndJava_answersInOrder() {
    assertThat(
            piped(
                """
                /say one "two words"
                1 + 1
                int twice(int n) {
                  return 2 * n;
                }
                String name = "na\\"me";
                twice(4)
                System.getProperty("no such thing")
                new int[] {1, 2}
                'c'
                import java.util.zip.*;
                """))
        .isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            one|two words
            $1 ==> 2
            created method twice(int)
            name ==> "na\\"me"
            $2 ==> 8
            $3 ==> null
            $4 ==> int[2] { 1, 2 }
            $5 ==> 'c'
            """);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void pipe_errors_areToldAndTheRestGoesOn() {
    assertThat(
            piped(
                """
                int f(int n) {
                  return 1 / n;
                }
                f(0)
                int wrong = "text";
                /fail
                inspect("warp")
                foo)
                1 + 1
                """))
        .isZero();
    assertThat(out.toString()).endsWith(" ==> 2\n");
    assertThat(err.toString())
        .startsWith(
            """
            ArithmeticException: / by zero
              at f (#1:2)
              at (#2:1)
            error: incompatible types: String cannot be converted to int
              int wrong = "text";
                          ^
            \033[31mjumpgate:\033[0m it does not work
            there is no process warp (/ps lists them)
              at (#5:1)
            error:\
            """);
  }

  @Test
  void pipe_exit_endsWithItsCode() {
    assertThat(piped("/exit 7\n/say never\n")).isEqualTo(7);
    assertThat(piped("System.exit(8);\n/say never\n")).isEqualTo(8);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void pipe_endsWithinASnippet_isAnError() {
    assertThat(piped("int f() {\n")).isZero();
    assertThat(err.toString()).contains("error: ").contains("end of file");
  }

  @Test
  void value_notALiteral_isRenderedByTheRenderer() {
    var prompt =
        new Prompt(
            cluster,
            cluster.commands(),
            cluster.asked::add,
            "ship",
            value ->
                value instanceof MoveResult(var name, _, _, _, _, _, _, _, _, _)
                    ? "| " + name + " |\n| moved |"
                    : "?");
    run(prompt, "move(\"nav\", \"home\")\n\"text\"\nList.of(1)\n");
    assertThat(out.toString()).isEqualTo("$1 ==>\n| nav |\n| moved |\n$2 ==> \"text\"\n$3 ==> ?\n");
  }

  @Test
  void value_toStringThrows_isOneLine() {
    piped(
        "new Object() { public String toString() { throw new IllegalStateException(\"mute\"); } }");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo("$1 has a value, but its text failed: IllegalStateException: mute\n");
  }

  @Test
  void open_script_sharesTheSession() throws Exception {
    Path script =
        Files.writeString(
            home.resolve("a.jsh"), "int height = 5;\nrequire(height == 6, \"six\");\n");
    piped("/open " + script + "\nheight + 1\n");
    assertThat(out.toString()).isEqualTo("$1 ==> 6\n");
    assertThat(err.toString()).isEqualTo(script + ":2: require failed: six\n");
  }

  @Test
  void terminal_typedLines_areAnswered() throws Exception {
    try (var person = onTerminal()) {
      person.await(PROMPT);
      person.type("1+1\r");
      person.await("$1 ==> 2\r\n");
      person.await(PROMPT);
      person.type("int twice(int n) {\r");
      person.await("...> ");
      person.type("  return 2 * n; }\r");
      person.await("created method twice(int)\r\n");
      person.await(PROMPT);
      person.type("twice(");
      person.await("twice(");
      person.type("\003");
      person.await(PROMPT);
      person.type("twice(21)\r");
      person.await("$2 ==> 42\r\n");
      person.await(PROMPT);
      person.type("\004");
      assertThat(person.exitCode()).isZero();
      assertThat(person.rest()).doesNotContainIgnoringCase("warn");
    }
    assertThat(home.resolve("history")).content().startsWith("1+1\nint twice(int n) {\\n");
  }

  @Test
  void terminal_tab_completesJavaAndCommands() throws Exception {
    try (var person = onTerminal()) {
      person.await(PROMPT);
      person.type("String answer = \"forty-two\";\r");
      person.await("answer ==> \"forty-two\"\r\n");
      person.await(PROMPT);
      person.type("answ\t.toUpp");
      person.await("toUpp");
      person.type("\t)\r");
      person.await("FORTY-TWO\"\r\n");
      person.await(PROMPT);
      person.type("/sa\t");
      person.await("/say");
      person.type("well\r");
      person.await("well\r\n");
      person.type("/exit\r");
      assertThat(person.exitCode()).isZero();
    }
  }

  @Test
  void terminal_history_keepsEntriesOfSeveralLines() throws Exception {
    try (var person = onTerminal()) {
      person.await(PROMPT);
      person.type("int twice(int n) {\r");
      person.await("...> ");
      person.type("return 2 * n;\r");
      person.await("...> ");
      person.type("}\r");
      person.await("created method twice(int)\r\n");
      person.await(PROMPT);
      person.type("\004");
      assertThat(person.exitCode()).isZero();
    }
    assertThat(home.resolve("history"))
        .content()
        .isEqualTo("int twice(int n) {\\n  return 2 * n;\\n}\n");
    try (var person = onTerminal()) {
      person.await(PROMPT);
      person.type("\022twice");
      person.await("bck-i-search");
      person.type("\r");
      person.await("created method twice(int)\r\n");
      person.type("/exit\r");
      assertThat(person.exitCode()).isZero();
    }
  }

  @Test
  void terminal_interrupt_stopsWhatRuns() throws Exception {
    Path script =
        Files.writeString(
            home.resolve("a.jsh"), "// loops\nSystem.out.println(\"opened\"); while (true) {}\n");
    try (var person = onTerminal()) {
      person.await(PROMPT);
      person.type("System.out.println(\"loops\".toUpperCase()); while (true) {}\r");
      person.await("LOOPS\r\n");
      person.type("\003");
      person.await("stopped\r\n");
      person.await(PROMPT);
      person.type("/wait\r");
      person.await("it waits\r\n");
      person.type("\003");
      person.await(PROMPT);
      person.type("/open " + script + "\r");
      person.await("opened\r\n");
      person.type("\003");
      person.await("a.jsh:2: stopped\r\n");
      person.await(PROMPT);
      person.type("/exit 5\r");
      assertThat(person.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void terminal_outputWhileALineIsTyped_goesAboveIt() throws Exception {
    Path sign = home.resolve("sign");
    try (var person = onTerminal("1")) {
      person.await(PROMPT);
      person.type("var sign = Path.of(\"" + sign + "\");\r");
      person.await(PROMPT);
      person.type("Thread.startVirtualThread(() -> { while (!Files.exists(sign)) Thread.yield();");
      person.type(" System.out.println(\"from \" + \"behind\"); }).isVirtual()\r");
      person.await("$1 ==> true");
      person.await(PROMPT);
      person.type("40 + ");
      person.await("40 + ");
      Files.createFile(sign);
      person.await("from behind");
      person.await(PROMPT + "40 + ");
      person.type("2\r");
      person.await("$2 ==> 42\r\n");
      person.await(PROMPT);
      person.type("/exit\r");
      assertThat(person.exitCode()).isZero();
    }
  }

  @Test
  void terminal_badHistoryAndNoAbilities_serves() throws Exception {
    Files.write(home.resolve("history"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    try (var person =
        Pty.java(PromptMain.class, Map.of("TERM", "dumb", "JUMPGATE_HOME", home.toString()))) {
      person.await("ship: /help lists the commands, Ctrl-D ends\r\n" + PROMPT);
      person.type("1+1\r");
      person.await("$1 ==> 2\r\n" + PROMPT);
      person.type("/exit\r");
      assertThat(person.exitCode()).isZero();
    }
    assertThat(home.resolve("history.bad")).exists();
  }

  private Pty onTerminal() throws Exception {
    return onTerminal("");
  }

  private Pty onTerminal(String noColor) throws Exception {
    return Pty.java(
        PromptMain.class,
        Map.of("TERM", "xterm-256color", "NO_COLOR", noColor, "JUMPGATE_HOME", home.toString()));
  }

  private int piped(String text) {
    var prompt = new Prompt(cluster, cluster.commands(), cluster.asked::add, "ship");
    return run(prompt, text);
  }

  private int run(Prompt prompt, String text) {
    return prompt.piped(
        Workspace.startJava(), new StringReader(text), new PrintWriter(out), new PrintWriter(err));
  }
}
