package dev.jumpgate.shell.build;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.Operator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A push that is ready to be sent: the latest version of a bundle with new files laid over it.
 *
 * @param bundle where it goes
 * @param base the version it was laid over, or null for a new bundle
 * @param files all files of the next version, by path
 * @param added the paths that the base did not have
 * @param changed the paths whose content differs from the base's
 * @param dropped the paths of the base that are gone: classes nested in one that is pushed
 */
public record Build(
    String bundle,
    @Nullable Integer base,
    List<BundleFile> files,
    List<String> added,
    List<String> changed,
    List<String> dropped) {

  /**
   * Builds what is at a path: a directory with sources or classes, a {@code .java} file, or a jar.
   *
   * @param path as typed
   * @param bundle where it is to go; null for the bundle that has one of its classes, else a new
   *     one named after the path
   * @throws BuildException when it cannot be pushed
   */
  public static Build of(Path path, @Nullable String bundle, Operator operator) {
    return switch (Input.of(path)) {
      case Input.Sources(var files, var resources) ->
          compiled(path, files, resources, bundle, operator);
      case Input.Compiled(var files) -> packed(path, files, bundle, operator);
    };
  }

  private static Build compiled(
      Path path,
      List<Path> sources,
      List<BundleFile> resources,
      @Nullable String bundle,
      Operator operator) {
    try (var compilation = new Compilation(path, sources)) {
      Set<String> topLevel = compilation.topLevel();
      topLevel.forEach(ClassNames::requireOwn);
      var target = Target.choose(operator, bundle, topLevel, path);
      List<BundleFile> known =
          target.files().stream()
              .filter(f -> ClassNames.isPlainClass(f) && !ClassNames.isOf(f, topLevel))
              .toList();
      List<BundleFile> classes = compilation.classes(known);
      return overlay(target, topLevel, Stream.concat(classes.stream(), resources.stream()));
    }
  }

  private static Build packed(
      Path path, List<BundleFile> files, @Nullable String bundle, Operator operator) {
    files.stream().filter(ClassNames::isPlainClass).forEach(ClassNames::requirePlace);
    Set<String> topLevel = ClassNames.topLevel(files);
    topLevel.forEach(ClassNames::requireOwn);
    var target = Target.choose(operator, bundle, topLevel, path);
    return overlay(target, topLevel, files.stream());
  }

  private static Build overlay(Target target, Set<String> topLevel, Stream<BundleFile> pushed) {
    Map<String, BundleFile> base = new TreeMap<>();
    target.files().forEach(f -> base.put(f.path(), f));
    Map<String, BundleFile> next = new TreeMap<>(base);
    next.values().removeIf(f -> ClassNames.isOf(f, topLevel));
    pushed.forEach(f -> next.put(f.path(), f));
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    next.forEach((path, file) -> {
      BundleFile before = base.get(path);
      if (before == null) {
        added.add(path);
      } else if (!before.content().equals(file.content())) {
        changed.add(path);
      }
    });
    List<String> dropped = base.keySet().stream().filter(p -> !next.containsKey(p)).toList();
    return new Build(
        target.bundle(), target.version(), List.copyOf(next.values()), added, changed, dropped);
  }
}
