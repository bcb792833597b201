package dev.jumpgate.shell.build;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.Operator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bundle that a push goes to, as the cluster has it.
 *
 * @param version its latest version, or null where it is new
 * @param files those of that version
 */
record Target(String bundle, @Nullable Integer version, List<BundleFile> files) {

  /** Folders that are named after their place in a project, not after what is in them. */
  private static final Set<String> UNTOLD = Set.of("java", "main", "src", "classes", "target");

  /**
   * Chooses it.
   *
   * @param asked a bundle's name, or null to find it
   * @param topLevel the classes that are pushed: a bundle that has some of them is meant
   * @throws BuildException when several have as many of them
   */
  static Target choose(Operator operator, @Nullable String asked, Set<String> topLevel, Path path) {
    Map<String, Integer> latest = new TreeMap<>();
    for (BundleStatus status : operator.bundles()) {
      latest.merge(status.bundle(), status.version(), Math::max);
    }
    if (asked != null) {
      Integer version = latest.get(asked);
      return version == null
          ? new Target(asked, null, List.of())
          : new Target(asked, version, operator.content(asked, version));
    }
    List<Candidate> candidates = new ArrayList<>();
    latest.forEach((bundle, version) -> {
      var target = new Target(bundle, version, operator.content(bundle, version));
      long common = topLevel.stream().filter(target::has).count();
      if (common > 0) {
        candidates.add(new Candidate(target, common));
      }
    });
    return candidates.isEmpty()
        ? new Target(nameOf(path), null, List.of())
        : best(candidates, path).target;
  }

  private record Candidate(Target target, long common) {}

  private static Candidate best(List<Candidate> candidates, Path path) {
    candidates.sort(Comparator.comparingLong(Candidate::common).reversed());
    Candidate best = candidates.getFirst();
    if (candidates.size() > 1 && candidates.get(1).common == best.common) {
      throw new BuildException(
          "classes of %s are in the bundles %s and %s: say which with --bundle"
              .formatted(path, best.target.bundle, candidates.get(1).target.bundle));
    }
    return best;
  }

  private boolean has(String topLevel) {
    String path = topLevel + ".class";
    return files.stream().anyMatch(f -> f.path().equals(path));
  }

  private static String nameOf(Path path) {
    Path place = path.toAbsolutePath().normalize();
    while (place.getFileName() != null
        && place.getParent() != null
        && UNTOLD.contains(place.getFileName().toString())) {
      place = place.getParent();
    }
    String name = String.valueOf(place.getFileName());
    return name.replaceFirst("\\.(jar|java)$", "");
  }
}
