package dev.jumpgate.shell.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.shell.script.FakeCluster;
import dev.jumpgate.state.Bytes;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

  private static final String SHIP =
      """
      package app;
      public class Ship {
        public record Log(int n) {}
        public record Old() {}
        public int speed(int factor) { return Engine.POWER * factor; }
      }
      """;
  private static final String ENGINE =
      """
      package app;
      class Engine {
        static int POWER = 3;
      }
      """;

  @TempDir Path folder;
  private final FakeCluster cluster = new FakeCluster();
  private Path sources;

  @BeforeEach
  void writeSources() throws IOException {
    sources = folder.resolve("ship");
    write("ship/app/Ship.java", SHIP);
    write("ship/app/Engine.java", ENGINE);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Build build(Path path) {
    return Build.of(path, null, cluster);
  }

  private static List<String> paths(Build build) {
    return build.files().stream().map(BundleFile::path).toList();
  }

  /** Makes the cluster run what the sources are now. */
  private void deploy(String bundle) {
    cluster.bundles.put(bundle, Build.of(sources, bundle, new FakeCluster()).files());
  }

  private List<BundleFile> deployed() {
    return cluster.content("fleet", 2);
  }

  private static void assertRefused(Runnable build, String message) {
    assertThatThrownBy(build::run).isInstanceOf(BuildException.class).hasMessage(message);
  }

  @Test
  void directory_ofSources_isANewBundleNamedAfterIt() {
    Build build = build(sources);
    assertThat(build.bundle()).isEqualTo("ship");
    assertThat(build.base()).isNull();
    assertThat(paths(build))
        .containsExactly(
            "app/Engine.class", "app/Ship$Log.class", "app/Ship$Old.class", "app/Ship.class");
    assertThat(build.added()).isEqualTo(paths(build));
  }

  @Test
  void directory_ofAProject_isItsMainSourcesAndResources() throws IOException {
    write("project/src/main/java/a/A.java", "package a; class A {}");
    write("project/src/main/java/module-info.java", "module a {}");
    write("project/src/main/resources/a/text.txt", "hello");
    write("project/src/test/java/a/ATest.java", "package a; class ATest { Missing m; }");
    assertThat(paths(build(folder.resolve("project")))).containsExactly("a/A.class", "a/text.txt");
    assertThat(build(folder.resolve("project/src/main/java")).bundle()).isEqualTo("project");
  }

  @Test
  void directory_hiddenFiles_areLeftOut() throws IOException {
    write("ship/.git/Broken.java", "class {");
    write("ship/app/.Ship.java", "class {");
    assertThat(paths(build(sources))).hasSize(4);
  }

  @Test
  void build_twice_isTheSame() {
    assertThat(build(sources)).isEqualTo(build(sources));
    assertThat(build(sources).files()).isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()));
  }

  @Test
  void classes_compiled_areForJava25WithTheNamesOfParameters() {
    byte[] ship = build(sources).files().getLast().content().toArray();
    var model = ClassFile.of().parse(ship);
    assertThat(model.majorVersion()).isEqualTo(ClassFile.JAVA_25_VERSION);
    assertThat(
            model.methods().stream()
                .filter(m -> m.methodName().equalsString("speed"))
                .flatMap(m -> m.attributes().stream()))
        .hasAtLeastOneElementOfType(MethodParametersAttribute.class);
  }

  @Test
  void oneSource_ofABundle_isCompiledAgainstItAndLaidOverIt() throws IOException {
    deploy("fleet");
    List<BundleFile> before = new ArrayList<>(deployed());
    before.add(new BundleFile("app/text.txt", Bytes.of((byte) 1)));
    cluster.bundles.put("fleet", before);
    Path ship =
        write("Ship.java", SHIP.replace("public record Old() {}", "record New(Engine engine) {}"));

    Build build = build(ship);

    assertThat(build.bundle()).isEqualTo("fleet");
    assertThat(build.base()).isEqualTo(2);
    assertThat(paths(build))
        .containsExactly(
            "app/Engine.class",
            "app/Ship$Log.class",
            "app/Ship$New.class",
            "app/Ship.class",
            "app/text.txt");
    assertThat(build.added()).containsExactly("app/Ship$New.class");
    assertThat(build.changed()).contains("app/Ship.class").doesNotContain("app/Engine.class");
    assertThat(build.dropped()).containsExactly("app/Ship$Old.class");
    assertThat(build.files().getFirst()).isEqualTo(before.getFirst());
    assertThat(cluster.asked).contains("content fleet 2");
  }

  @Test
  void oneSource_usesAClassThatItNoLongerHas_doesNotCompile() throws IOException {
    deploy("fleet");
    Path ship = write("Ship.java", "package app; class Ship { Ship.Old old; }");
    assertThatThrownBy(() -> build(ship)).hasMessage(ship + " does not compile: 1 error");
  }

  @Test
  void sources_unchanged_changeNothing() {
    deploy("fleet");
    Build build = build(sources);
    assertThat(build.added()).isEmpty();
    assertThat(build.changed()).isEmpty();
    assertThat(build.dropped()).isEmpty();
    assertThat(build.files()).isEqualTo(deployed());
  }

  @Test
  void target_asked_isTaken() {
    deploy("fleet");
    Build build = Build.of(sources, "other", cluster);
    assertThat(build.bundle()).isEqualTo("other");
    assertThat(build.base()).isNull();
  }

  @Test
  void target_severalHaveTheClasses_isTheOneWithMost() throws IOException {
    deploy("fleet");
    cluster.bundles.put(
        "aged", deployed().stream().filter(f -> !f.path().contains("Engine")).toList());
    assertThat(build(sources).bundle()).isEqualTo("fleet");

    Path ship = write("Ship.java", SHIP);
    assertRefused(
        () -> build(ship),
        "classes of %s are in the bundles aged and fleet: say which with --bundle".formatted(ship));
    assertThat(Build.of(ship, "fleet", cluster).bundle()).isEqualTo("fleet");
  }

  @Test
  void jarAndClassDirectory_ofTheSameClasses_areTheSameFiles() throws IOException {
    List<BundleFile> classes = build(sources).files();
    Path directory = folder.resolve("out");
    for (BundleFile file : classes) {
      Path path = directory.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.write(path, file.content().toArray());
    }
    List<BundleFile> shuffled = new ArrayList<>(classes);
    Collections.reverse(shuffled);
    Path jar = jar(shuffled);

    assertThat(build(directory).files()).isEqualTo(classes);
    assertThat(build(jar).files()).isEqualTo(classes);
    assertThat(build(jar).bundle()).isEqualTo("app");
  }

  @Test
  void jar_ofABundle_dropsWhatItsClassesNoLongerHave() throws IOException {
    deploy("fleet");
    write("ship/app/Ship.java", "package app; class Ship {}");
    Build build = build(jar(Build.of(sources, null, new FakeCluster()).files()));
    assertThat(build.bundle()).isEqualTo("fleet");
    assertThat(paths(build)).containsExactly("app/Engine.class", "app/Ship.class");
    assertThat(build.dropped()).containsExactly("app/Ship$Log.class", "app/Ship$Old.class");
  }

  private Path jar(List<BundleFile> files) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write("Created-By: a test\n".getBytes(StandardCharsets.UTF_8));
      for (BundleFile file : files) {
        zip.putNextEntry(new ZipEntry(file.path()));
        zip.write(file.content().toArray());
      }
    }
    return jar;
  }

  @Test
  void errors_inSeveralFiles_haveTheirPlaces() throws IOException {
    write("ship/app/Ship.java", "package app;\nclass Ship {\n\tint n = \"three\";\n}\n");
    write("ship/app/Engine.java", "package app;\nclass Engine { Missing m; }\n");
    assertThatThrownBy(() -> build(sources))
        .hasMessage(sources + " does not compile: 2 errors")
        .isInstanceOfSatisfying(
            BuildException.class,
            e ->
                assertThat(e.errors())
                    .containsExactlyInAnyOrder(
                        sources
                            + "/app/Ship.java:3:17: incompatible types: java.lang.String"
                            + " cannot be converted to int",
                        sources
                            + "/app/Engine.java:2:16: cannot find symbol, symbol: class Missing,"
                            + " location: class app.Engine"));
    assertThat(cluster.asked).isEmpty();
  }

  @Test
  void errors_moreThanTwenty_areCounted() throws IOException {
    Path many = write("Many.java", "class Many {" + "\n  Missing m();".repeat(23) + "\n}");
    assertThatThrownBy(() -> build(many))
        .hasMessageEndingWith("Many.java does not compile: 46 errors")
        .isInstanceOfSatisfying(
            BuildException.class, e -> assertThat(e.errors()).hasSize(21).endsWith("... 26 more"));
  }

  @Test
  void errors_ofTheParser_areToldBeforeTheClusterIsAsked() throws IOException {
    Path broken = write("Broken.java", "class Broken {\n  int n\n}\n");
    deploy("fleet");
    assertThatThrownBy(() -> build(broken))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> assertThat(e.errors()).containsExactly(broken + ":2:8: ';' expected"));
    assertThat(cluster.asked).isEmpty();
  }

  @Test
  void path_notThere_isRefused() {
    Path none = folder.resolve("none");
    assertRefused(() -> build(none), "there is no file or directory " + none);
  }

  @Test
  void path_isSomethingElse_isRefused() throws IOException {
    Path text = write("notes.txt", "hello");
    assertRefused(() -> build(text), text + " is no directory, .java file or jar");
  }

  @Test
  void directory_withoutCode_isRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty/in/here"));
    assertRefused(() -> build(empty), empty + " has neither sources nor classes");
  }

  @Test
  void source_withoutAClass_isRefused() throws IOException {
    Path blank = write("Blank.java", "// nothing\n");
    assertRefused(() -> build(blank), blank + " declares no class");
  }

  @Test
  void jar_isNoZip_isRefused() throws IOException {
    Path jar = write("app.jar", "not a zip at all");
    assertThatThrownBy(() -> build(jar))
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith(jar + " is no jar: ");
  }

  @Test
  void jar_withoutClasses_isRefused() throws IOException {
    Path jar = jar(List.of(new BundleFile("a.txt", Bytes.of((byte) 1))));
    assertRefused(() -> build(jar), jar + " has no classes");
  }

  @Test
  void classFile_isNone_isRefused() throws IOException {
    write("out/app/Ship.class", "not a class");
    assertRefused(() -> build(folder.resolve("out")), "app/Ship.class is no class file");
  }

  @Test
  void classFile_isNewerThanOurJdk_isRefused() throws IOException {
    byte[] engine = build(sources).files().getFirst().content().toArray();
    engine[7] = (byte) (engine[7] + 2);
    Path file = folder.resolve("out/app/Engine.class");
    Files.createDirectories(file.getParent());
    Files.write(file, engine);
    int ours = Runtime.version().feature();
    assertRefused(
        () -> build(folder.resolve("out")),
        "app/Engine.class was compiled for Java 27, and Jumpgate runs %d: compile with --release %d"
            .formatted(ours, ours));
  }

  @Test
  void directory_isALinkAndHasALoop_isReadOnce() throws IOException {
    Files.createSymbolicLink(sources.resolve("app/again"), sources);
    Path link = Files.createSymbolicLink(folder.resolve("link"), sources);
    assertThat(paths(build(link))).isEqualTo(paths(build(sources))).hasSize(4);
  }

  @Test
  void classDirectory_isNotTheRootOfThePackages_saysWhichIs() throws IOException {
    List<BundleFile> classes = build(sources).files();
    Path engine = folder.resolve("target/classes/app/Engine.class");
    Files.createDirectories(engine.getParent());
    Files.write(engine, classes.getFirst().content().toArray());
    assertRefused(
        () -> build(folder.resolve("target")),
        "classes/app/Engine.class is the class app.Engine in another place: push classes");
  }

  @Test
  void source_shadowsAClassOfOurs_isRefused() throws IOException {
    Path ref = write("Ref.java", "package dev.jumpgate.process; class Ref {}");
    assertRefused(() -> build(ref), "dev.jumpgate.process.Ref would shadow a class of Jumpgate");
  }

  @Test
  void source_shadowsTheJdk_isRefused() throws IOException {
    Path list = write("List.java", "package java.util; class List {}");
    assertRefused(() -> build(list), "java.util.List would shadow a class of the JDK");
  }
}
