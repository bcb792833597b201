package dev.jumpgate.examples.spaceship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.examples.spaceship.Navigation.Log;
import dev.jumpgate.examples.spaceship.Navigation.State;
import dev.jumpgate.examples.spaceship.Navigation.Waypoint;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Operator;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Trial;
import dev.jumpgate.shell.build.Build;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.Tree;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The second version of the spaceship, as a push builds it over the first. */
final class SecondVersionTest {

  private static final Path SECOND = Launcher.root().resolve("examples/spaceship-v2");
  private static final String NAVIGATION = "dev.jumpgate.examples.spaceship.Navigation";
  private static final BundleVersion FIRST = new BundleVersion("spaceship", 1);

  @Test
  void push_overTheFirst_changesNavigationAlone() throws Exception {
    Build build = Build.of(SECOND, null, running(classes()));

    assertThat(build.bundle()).isEqualTo("spaceship");
    assertThat(build.base()).isEqualTo(1);
    assertThat(build.changed())
        .isNotEmpty()
        .allMatch(path -> path.startsWith("dev/jumpgate/examples/spaceship/Navigation"));
    assertThat(build.dropped()).isEmpty();
  }

  @Test
  void convert_stateOfTheFirst_keepsAllAndAddsAnOdometer() throws Exception {
    State old =
        new State(
            3.5,
            -4,
            -1.4,
            77,
            PMap.of("rock", new Waypoint(1, 2)),
            PMap.of("a", new Log(5, 6, 1)),
            Trial.ref("engine"));

    Tree state = convert(Codec.treeOf(old));

    assertThat(state.get("x").asDouble()).isEqualTo(3.5);
    assertThat(state.get("heading").asInt()).isEqualTo(359);
    assertThat(state.get("fuel").asDouble()).isEqualTo(77);
    assertThat(state.get("chart.rock.y").asDouble()).isEqualTo(2);
    assertThat(state.get("logs.a.disorder").asLong()).isEqualTo(1);
    assertThat(state.get("logs.a.thrusts").asLong()).isZero();
    assertThat(state.get("engine.name").asText()).isEqualTo("engine");
    assertThat(state.get("odometer").asDouble()).isZero();
  }

  @Test
  void convert_stateOfTheSecond_changesNothing() throws Exception {
    Tree once = convert(Codec.treeOf(State.docked(Trial.ref("engine"))));

    assertThat(convert(once)).isEqualTo(once);
  }

  private static Tree convert(Tree old) throws Exception {
    List<BundleFile> files = Build.of(SECOND, null, running(classes())).files();
    Object navigation =
        new Loader(files).loadClass(NAVIGATION).getDeclaredConstructor().newInstance();
    return Codec.treeOf(((Behavior<?, ?>) navigation).convert(old, FIRST));
  }

  /** The first version, as Maven compiled it. */
  private static List<BundleFile> classes() throws IOException {
    Path root = Path.of("target/classes");
    List<BundleFile> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        files.add(
            new BundleFile(root.relativize(file).toString(), Bytes.of(Files.readAllBytes(file))));
      }
    }
    return files;
  }

  /** A cluster that runs those files. */
  private static Operator running(List<BundleFile> files) {
    var status = new BundleStatus("spaceship", 1, "cafe", Instant.EPOCH, 1, 1, Map.of());
    return (Operator)
        Proxy.newProxyInstance(
            Operator.class.getClassLoader(),
            new Class<?>[] {Operator.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "bundles" -> List.of(status);
                  case "content" -> files;
                  default -> throw new AssertionError(method);
                });
  }

  /** The classes of a bundle before those of the test. */
  private static final class Loader extends ClassLoader {

    private final List<BundleFile> files;

    Loader(List<BundleFile> files) {
      super(SecondVersionTest.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        Optional<BundleFile> file = file(name);
        if (loaded != null || file.isEmpty()) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        byte[] bytes = file.get().content().toArray();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }

    private Optional<BundleFile> file(String name) {
      String path = name.replace('.', '/') + ".class";
      return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }
  }
}
