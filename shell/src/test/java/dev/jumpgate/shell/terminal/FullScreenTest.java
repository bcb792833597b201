package dev.jumpgate.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FullScreenTest {

  private static final String PROMPT = "jumpgate> ";
  private static final String TAKEN = "\033[?1049h";
  private static final String GIVEN_BACK = "\033[?1049l";

  @TempDir Path home;

  @Test
  void top_onATerminal_isLiveUntilAKeyEndsIt() throws Exception {
    try (var person = onTerminal("xterm-256color")) {
      person.await(PROMPT);
      person.type("/top\r");
      person.await(TAKEN);
      person.await("2 processes, by busy");
      person.await("ship.z.4");
      person.type("m");
      person.await("mailbox");
      person.type("q");
      person.await(GIVEN_BACK);
      person.await(PROMPT);

      person.type("/top\r");
      person.await(TAKEN);
      person.await("ship.z.4");
      person.type("\003");
      person.await(GIVEN_BACK);
      person.await(PROMPT);

      person.type("\"the line is \" + \"edited\"\r");
      person.await("\"the line is edited\"");
      person.await(PROMPT);
      person.type("/exit\r");
      assertThat(person.exitCode()).isZero();
    }
  }

  @Test
  void top_terminalThatCannot_isShownOnce() throws Exception {
    try (var person = onTerminal("dumb")) {
      person.await(PROMPT);
      person.type("/top\r");
      person.await("ship.z.4");
      person.await(PROMPT);
      person.type("/exit\r");
      assertThat(person.rest()).doesNotContain(TAKEN);
      assertThat(person.exitCode()).isZero();
    }
  }

  private Pty onTerminal(String type) throws Exception {
    return Pty.java(
        TopMain.class, Map.of("TERM", type, "NO_COLOR", "", "JUMPGATE_HOME", home.toString()));
  }
}
