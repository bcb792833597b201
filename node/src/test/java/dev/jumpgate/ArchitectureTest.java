package dev.jumpgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house stands as its plan says: a room imports from lower lines only. */
class ArchitectureTest {

  private static final String HOUSE = "dev.jumpgate";

  private static final Map<String, Integer> LINES =
      Map.ofEntries(
          Map.entry(HOUSE, 8),
          Map.entry(HOUSE + ".cluster.hazelcast", 8),
          Map.entry(HOUSE + ".gate", 7),
          Map.entry(HOUSE + ".gate.evaluator", 6),
          Map.entry(HOUSE + ".replica", 6),
          Map.entry(HOUSE + ".replica.standby", 6),
          Map.entry(HOUSE + ".upgrade", 6),
          Map.entry(HOUSE + ".runtime", 5),
          Map.entry(HOUSE + ".code", 4),
          Map.entry(HOUSE + ".cluster", 4),
          Map.entry(HOUSE + ".cluster.link", 5),
          Map.entry(HOUSE + ".gate.protocol", 4),
          Map.entry(HOUSE + ".keys", 3),
          Map.entry(HOUSE + ".codec", 2),
          Map.entry(HOUSE + ".operator", 2),
          Map.entry(HOUSE + ".process", 1),
          Map.entry(HOUSE + ".state", 0));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);

  @Test
  void everyRoom_hasALine() {
    assertThat(CLASSES).allSatisfy(c -> assertThat(LINES).containsKey(c.getPackageName()));
  }

  @Test
  void everyRoom_importsFromLowerLinesOnly() {
    var holes = new TreeSet<String>();
    for (JavaClass room : CLASSES) {
      for (Dependency dependency : room.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isUpOrAcross(room.getPackageName(), target.getPackageName())) {
          holes.add(room.getName() + " -> " + target.getName());
        }
      }
    }
    assertThat(holes).isEmpty();
  }

  // The node puts the adapter in, and is the one class on its line that may.
  private static boolean isUpOrAcross(String from, String to) {
    if (from.equals(to) || !LINES.containsKey(to)) {
      return false;
    }
    boolean assembly = from.equals(HOUSE) && to.equals(HOUSE + ".cluster.hazelcast");
    return !assembly && line(from) <= line(to);
  }

  private static int line(String room) {
    return Objects.requireNonNull(LINES.get(room), room);
  }

  @Test
  void onlyItsAdapter_knowsHazelcast() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HOUSE + ".cluster.hazelcast")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.hazelcast..")
        .check(CLASSES);
  }

  @Test
  void onlyTheAuthority_knowsBouncyCastle() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(HOUSE + ".keys.Authority")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(CLASSES);
  }

  @Test
  void values_standOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(HOUSE + ".state")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", HOUSE + ".state", "org.jspecify..")
        .check(CLASSES);
  }
}
