package dev.jumpgate.shell;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who in the shell may see what. */
class ArchitectureTest {

  private static final JavaClasses SHELL =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.jumpgate.shell");

  private static final String HOSTED_NODE = "dev.jumpgate.shell.command.HostedNode";

  @Test
  void shell_ofTheNode_seesWhatIsShared() {
    check(
        noClasses()
            .that(not(nodeStarter()))
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.jumpgate..")
                    .and(not(resideInAPackage("dev.jumpgate.shell..")))
                    .and(
                        not(
                            resideInAnyPackage(
                                "dev.jumpgate.process",
                                "dev.jumpgate.state",
                                "dev.jumpgate.codec",
                                "dev.jumpgate.gate.protocol",
                                "dev.jumpgate.keys",
                                "dev.jumpgate.operator")))));
  }

  @Test
  void nodeStarter_ofTheNode_seesNoInnerRooms() {
    check(
        noClasses()
            .that(nodeStarter())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "dev.jumpgate.runtime..",
                    "dev.jumpgate.code..",
                    "dev.jumpgate.cluster..",
                    "dev.jumpgate.replica..",
                    "dev.jumpgate.upgrade..",
                    "dev.jumpgate.gate")));
  }

  @Test
  void jline_isSeenByTheTerminalOnly() {
    check(onlyIn("org.jline..", "dev.jumpgate.shell.terminal.."));
  }

  @Test
  void jshell_isSeenByEvalOnly() {
    check(onlyIn("jdk.jshell..", "dev.jumpgate.shell.eval.."));
  }

  @Test
  void javac_isSeenByBuildOnly() {
    check(onlyIn("com.sun.source..", "dev.jumpgate.shell.build.."));
  }

  @Test
  void build_knowsNoneOfItsUsers() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jumpgate.shell.build..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.jumpgate.shell..")
                    .and(not(resideInAPackage("dev.jumpgate.shell.build..")))));
  }

  @Test
  void picocli_isSeenByCommandsOnly() {
    check(onlyIn("picocli..", "dev.jumpgate.shell.command.."));
  }

  @Test
  void jackson_isSeenByRenderOnly() {
    check(onlyIn("tools.jackson..", "dev.jumpgate.shell.render.."));
  }

  @Test
  void render_isPure() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jumpgate.shell.render..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.jumpgate.shell..")
                    .and(not(resideInAPackage("dev.jumpgate.shell.render..")))));
  }

  @Test
  void commands_knowNoFrontend() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jumpgate.shell.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.jumpgate.shell",
                "dev.jumpgate.shell.terminal..",
                "dev.jumpgate.shell.script..",
                "dev.jumpgate.shell.eval..",
                "dev.jumpgate.shell.demo.."));
  }

  private static ArchRule onlyIn(String library, String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static DescribedPredicate<JavaClass> nodeStarter() {
    return DescribedPredicate.describe(
        "the starter of nodes",
        c -> c.getName().equals(HOSTED_NODE) || c.getName().startsWith(HOSTED_NODE + "$"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SHELL);
  }
}
