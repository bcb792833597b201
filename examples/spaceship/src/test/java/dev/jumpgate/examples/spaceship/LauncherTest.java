package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code scripts/jumpgate} finds its JDK and what it starts, with JDKs that only print. */
final class LauncherTest {

  @TempDir private Path folder;

  private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));

  @Test
  void launcher_jumpgateJavaHome_isTaken() throws Exception {
    environment.put("JUMPGATE_JAVA_HOME", jdk("ours", "25.0.1").toString());
    environment.put("JAVA_HOME", jdk("other", "25.0.1").toString());

    assertThat(launch("ps").out()).startsWith("ours ");
  }

  @Test
  void launcher_jumpgateJavaHomeTooOld_saysSoInOneLine() throws Exception {
    Path old = jdk("old", "21.0.4");
    environment.put("JUMPGATE_JAVA_HOME", old.toString());

    var result = launch("ps");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("jumpgate: JUMPGATE_JAVA_HOME is no JDK 25: " + old + "\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void launcher_javaHomeTooOld_looksFurther() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    Path onPath = jdk("path", "25");
    environment.put("PATH", onPath.resolve("bin") + ":/usr/bin:/bin");

    assertThat(launch("ps").out()).startsWith("path ");
  }

  @Test
  void launcher_javaOnPathIsALink_findsTheJdkBehindIt() throws Exception {
    Path jdk = jdk("behind", "25.0.2");
    Path bin = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    environment.put("PATH", bin + ":/usr/bin:/bin");

    assertThat(launch("ps").out()).startsWith("behind ");
  }

  @Test
  void launcher_jreOnly_isNoJdk() throws Exception {
    Path jre = jdk("jre", "25");
    Files.delete(jre.resolve("bin/javac"));
    environment.put("JUMPGATE_JAVA_HOME", jre.toString());

    assertThat(launch("ps").exit()).isEqualTo(1);
  }

  @Test
  void launcher_arguments_arePassedOnAsTheyAre() throws Exception {
    environment.put("JUMPGATE_JAVA_HOME", jdk("ours", "25.0.1").toString());

    assertThat(launch("run", "my script.jsh", "", "*").out())
        .endsWith("dev.jumpgate.shell.Shell|run|my script.jsh||*|\n");
  }

  @Test
  void launcher_node_isNotTunedForAQuickStart() throws Exception {
    environment.put("JUMPGATE_JAVA_HOME", jdk("ours", "25.0.1").toString());

    assertThat(launch("ps", "node").out()).contains("SerialGC");
    assertThat(launch("node", "ship").out()).doesNotContain("SerialGC");
  }

  @Test
  void launcher_throughALinkFromElsewhere_findsItsRoot() throws Exception {
    environment.put("JUMPGATE_JAVA_HOME", jdk("ours", "25.0.1").toString());
    Path link = folder.resolve("jg");
    Files.createSymbolicLink(link, Launcher.root().resolve("scripts/jumpgate"));

    var result = start(List.of(link.toString(), "ps"));

    // Gone before the temporary folder is: a link out of it would be reported.
    Files.delete(link);
    assertThat(result.out())
        .contains("-Djumpgate.examples=" + Launcher.root().toRealPath().resolve("examples"));
  }

  @Test
  void launcher_localeNotInstalled_isQuiet() throws Exception {
    environment.put("JUMPGATE_JAVA_HOME", jdk("ours", "25.0.1").toString());
    environment.put("LC_ALL", "xx_XX.UTF-8");

    assertThat(launch("ps").err()).isEmpty();
  }

  /** A JDK whose java prints its name and what it was given. */
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(bin.resolve("javac"), "exit 1\n");
    executable(
        bin.resolve("java"),
        "printf '%s ' " + name + "\nfor word; do printf '%s|' \"$word\"; done\necho\n");
    return home;
  }

  private static void executable(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Launcher.Result launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Launcher.root().resolve("scripts/jumpgate").toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Launcher.Result start(List<String> command) throws Exception {
    Path err = folder.resolve("err");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("JUMPGATE_NO_BUILD", "1");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launcher.Result(process.waitFor(), out, Files.readString(err));
  }
}
