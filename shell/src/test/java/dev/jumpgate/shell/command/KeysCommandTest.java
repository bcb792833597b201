package dev.jumpgate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.gate.protocol.GateSockets;
import dev.jumpgate.shell.client.Gates;
import dev.jumpgate.shell.render.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jumpgate keys}, which needs no cluster. */
class KeysCommandTest {

  @TempDir private Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    List<String> line =
        Stream.concat(Stream.of(words), Stream.of("--keys", folder.resolve("k").toString()))
            .toList();
    int code =
        new LineCommands(new Gates(new GateSockets(folder)), new NoFrontends(), Map.of())
            .run(line, new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void keys_areMadeAndListed() {
    assertThat(run("keys", "init").out()).contains("ca.pem: authority jumpgate, expires 20");
    assertThat(run("keys", "node", "ship").out()).contains("node-ship.pem: node ship, expires 20");
    assertThat(run("keys", "operator", "ann", "--role", "viewer").out())
        .contains("operator-ann.pem: operator ann (viewer), expires 20");
    assertThat(run("keys").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("NAME   KIND       ROLE     EXPIRES"),
            line -> assertThat(line).startsWith("ship   node       -        20"),
            line -> assertThat(line).startsWith("ann    operator   viewer   20"));
  }

  @Test
  void keys_asJson_areOneDocument() {
    run("keys", "init");
    assertThat(run("keys", "node", "ship", "--json").out())
        .startsWith("{\"name\":\"ship\",\"kind\":\"node\",\"role\":null,\"expires\":\"20");
    assertThat(run("keys", "--json").out()).startsWith("[{\"name\":\"ship\"");
  }

  @Test
  void keys_withoutAnAuthority_sayWhatToRun() {
    Ran ran = run("keys", "node", "ship");
    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("has no certificate authority: run jumpgate keys init");
    assertThat(run("keys").err()).contains("jumpgate keys init makes an authority");
  }

  @Test
  void keys_thatAreThere_areKept() {
    run("keys", "init");
    assertThat(run("keys", "init").code()).isEqualTo(ExitCode.FAILED);
    assertThat(run("keys", "init").err()).contains("--replace");
    assertThat(run("keys", "init", "--replace").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void keys_ofNoRole_areRefusedAsUsage() {
    run("keys", "init");
    assertThat(run("keys", "operator", "ann").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("keys", "operator", "ann", "--role", "king").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("keys", "node", "ship", "--days", "0").code()).isEqualTo(ExitCode.USAGE);
  }
}
