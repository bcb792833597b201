package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo's shell on a terminal, used as a person would. */
@Timeout(300)
final class TerminalIT {

  private static final String PROMPT = "jumpgate> ";

  private static final String ATTACHED = "ship> ";

  private Launcher launcher;
  private Pty person;

  @BeforeEach
  void openTheDemo() throws Exception {
    launcher = new Launcher();
    person = launcher.onTerminal("demo");
    person.await(PROMPT);
  }

  @AfterEach
  void leave() throws Exception {
    person.close();
    launcher.close();
  }

  @Test
  void prompt_completesStopsInspectsAndMoves() throws Exception {
    enter("String greeting = \"hello\";");
    person.await("greeting ==> \"hello\"\r\n");
    awaitPrompt();
    person.type("greet\t.toUpp\t)\r");
    person.await("==> \"HELLO\"\r\n");
    awaitPrompt();

    person.type("/insp\tna\the\t\r");
    person.await("heading");
    person.await("\r\n");
    awaitPrompt();

    enter("System.out.println(\"loops\".toUpperCase()); while (true) {}");
    person.await("LOOPS\r\n");
    person.type("\003");
    person.await("stopped\r\n");
    awaitPrompt();

    person.type("/mov\tna\tho\t\r");
    person.await("nav moved from ship to home");
    awaitPrompt();
    exit();
  }

  @Test
  void attached_snippetsRunInTheNode_untilDetached() throws Exception {
    enter("long here = ProcessHandle.current().pid();");
    person.await("here ==> ");
    awaitPrompt();
    enter("/attach ship");
    person.await(ATTACHED);

    enter("String where(String what) {");
    person.await("...> ");
    enter("return what + \" on \" + node.name();");
    person.await("...> ");
    enter("}");
    person.await("created method where(String)\r\n");
    person.await(ATTACHED);
    enter("where(\"alive\")");
    person.await("==> \"alive on ship\"\r\n");
    person.await(ATTACHED);

    person.type("node.na\t\r");
    person.await("==> \"ship\"\r\n");
    person.await(ATTACHED);
    enter("System.out.println(\"loops\".toUpperCase()); while (true) {}");
    person.await("LOOPS\r\n");
    person.type("\003");
    person.await("stopped\r\n");
    person.await(ATTACHED);

    enter("/detach");
    awaitPrompt();
    enter("here == ProcessHandle.current().pid()");
    person.await("==> true\r\n");
    awaitPrompt();
    exit();
  }

  @Test
  void pushed_secondVersion_isInspectedAndMoved() throws Exception {
    enter("/push examples/spaceship-v2");
    person.await("spaceship@2 pushed");
    awaitPrompt();
    enter("/upgrade nav");
    person.await("nav runs spaceship@2");
    awaitPrompt();
    enter("/inspect nav");
    person.await("odometer");
    awaitPrompt();
    enter("/move nav home");
    person.await("nav moved from ship to home");
    awaitPrompt();
    exit();
  }

  private void enter(String line) throws Exception {
    person.type(line + "\r");
  }

  private void awaitPrompt() throws Exception {
    person.await(PROMPT);
  }

  private void exit() throws Exception {
    enter("/exit");
    person.await("failed 0 lost 0 doubled 0 reordered 0");
    assertThat(person.exitCode()).isZero();
  }
}
