package dev.jumpgate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Network namespaces that a bridge in one more of them connects: each a machine of its own as far
 * as the network goes, with a link that can be cut.
 */
final class Namespaces implements AutoCloseable {

  private final String prefix = "jumpgate-" + ProcessHandle.current().pid() + "-";
  private final List<String> names;

  /** Skips the test, and says why, where there is no making them. */
  Namespaces(List<String> names) {
    this.names = names;
    String reason = make("switch");
    assumeTrue(
        reason.isEmpty(), () -> "no link can be cut here, which takes root and ip: " + reason);
    try {
      in("switch", "link add bridge type bridge");
      in("switch", "link set dev bridge up");
      names.forEach(this::connect);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private String make(String name) {
    try {
      return run("netns add " + prefix + name);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void connect(String name) {
    String reason = make(name);
    if (!reason.isEmpty()) {
      throw new IllegalStateException(reason);
    }
    in("switch", "link add %s type veth peer name uplink netns %s".formatted(name, prefix + name));
    in("switch", "link set dev %s master bridge up".formatted(name));
    in(name, "address add %s/24 dev uplink".formatted(address(name)));
    in(name, "link set lo up");
    in(name, "link set dev uplink up");
  }

  /** Where that one is. */
  String address(String name) {
    return "10.77.0." + (names.indexOf(name) + 1);
  }

  /** What goes before a command that is to run there. */
  List<String> command(String name) {
    return List.of("ip", "netns", "exec", prefix + name);
  }

  void cut(String name) {
    in("switch", "link set dev %s down".formatted(name));
  }

  void heal(String name) {
    in("switch", "link set dev %s up".formatted(name));
  }

  private void in(String name, String command) {
    try {
      String wrong = run("-n " + prefix + name + " " + command);
      if (!wrong.isEmpty()) {
        throw new IllegalStateException("ip %s: %s".formatted(command, wrong));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says, which is nothing where it works. */
  private static String run(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of("ip"));
    Stream.of(command.split(" ")).forEach(words::add);
    Process ip = new ProcessBuilder(words).redirectErrorStream(true).start();
    return new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    try {
      run("netns delete " + prefix + "switch");
      for (String name : names) {
        run("netns delete " + prefix + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
