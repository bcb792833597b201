package dev.jumpgate.gate.evaluator;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.code.ClassNames;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the compiler in a shell may refer to: this node's classes and those of some bundles. */
final class ClassIndex {

  /** The node's own class path does not change; reading it takes some time. */
  private static final class Own {
    static final Map<String, Set<String>> PACKAGES = read();

    private static Map<String, Set<String>> read() {
      Map<String, Set<String>> packages = new HashMap<>();
      var places = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
      while (places.hasMoreTokens()) {
        add(packages, ClassNames.in(Path.of(places.nextToken())));
      }
      return packages;
    }
  }

  private final List<Bundle> bundles;
  private final Map<String, Set<String>> packages = new HashMap<>();

  ClassIndex(List<Bundle> bundles) {
    this.bundles = bundles;
    bundles.forEach(b -> add(packages, b.classNames()));
  }

  /** Reads the class path ahead of the first question. */
  static void warmUp() {
    var _ = Own.PACKAGES.size();
  }

  private static void add(Map<String, Set<String>> packages, List<String> names) {
    for (String name : names) {
      String in = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      packages.computeIfAbsent(in, _ -> new TreeSet<>()).add(name);
    }
  }

  List<String> packages() {
    var all = new TreeSet<>(packages.keySet());
    all.addAll(Own.PACKAGES.keySet());
    return List.copyOf(all);
  }

  List<String> names(String inPackage) {
    var all = new TreeSet<>(packages.getOrDefault(inPackage, Set.of()));
    all.addAll(Own.PACKAGES.getOrDefault(inPackage, Set.of()));
    return new ArrayList<>(all);
  }

  byte @Nullable [] bytes(String type) {
    try (InputStream file = file(type.replace('.', '/') + ".class")) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class file by its name as a resource, first of the node, then of the bundles. */
  @Nullable InputStream file(String resource) {
    InputStream own = ClassIndex.class.getClassLoader().getResourceAsStream(resource);
    if (own != null) {
      return own;
    }
    for (Bundle bundle : bundles) {
      InputStream file = bundle.loader().getResourceAsStream(resource);
      if (file != null) {
        return file;
      }
    }
    return null;
  }
}
