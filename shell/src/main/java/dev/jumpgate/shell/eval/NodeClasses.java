package dev.jumpgate.shell.eval;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.NodeEvaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The classes of a node and of its bundles, fetched when they are first asked for. */
final class NodeClasses implements AutoCloseable {

  private final NodeEvaluator node;
  // Shared with the threads in which the compiler completes.
  private final Map<String, List<String>> names = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<Path> indexes = new ArrayList<>();
  private volatile @Nullable Set<String> packages;
  private volatile long generation = -1;

  NodeClasses(NodeEvaluator node) {
    this.node = node;
  }

  long generation() {
    return generation;
  }

  /** Forgets everything when the node has other code than before; returns whether it has. */
  boolean refresh() {
    if (!(ask(new Evaluation.Generation()) instanceof Evaluated.Generation(long now))
        || now == generation) {
      return false;
    }
    boolean first = generation < 0;
    generation = now;
    names.clear();
    files.clear();
    packages = null;
    return !first;
  }

  Set<String> packages() {
    Set<String> known = packages;
    if (known == null) {
      known =
          ask(new Evaluation.Packages()) instanceof Evaluated.Names(var all)
              ? Set.copyOf(all)
              : Set.of();
      packages = known;
    }
    return known;
  }

  /** The binary names of the classes of a package. */
  List<String> names(String in) {
    if (!packages().contains(in)) {
      return List.of();
    }
    return names.computeIfAbsent(
        in,
        p -> ask(new Evaluation.Names(p)) instanceof Evaluated.Names(var all) ? all : List.of());
  }

  byte[] bytes(String type) throws IOException {
    byte[] known = files.get(type);
    if (known == null) {
      if (!(ask(new Evaluation.ClassBytes(type)) instanceof Evaluated.ClassBytes(var bytes))
          || bytes == null) {
        throw new IOException("the node has no class " + type);
      }
      known = bytes.toArray();
      files.put(type, known);
    }
    return known;
  }

  private @Nullable Evaluated ask(Evaluation what) {
    try {
      return node.ask(what);
    } catch (OperatorException e) {
      // The session ends anyway, and says so.
      return null;
    }
  }

  /** A jar with the names of the packages' classes and nothing in them, for completion. */
  synchronized Path index() {
    try {
      Path jar = Files.createTempFile("jumpgate-index", ".jar");
      indexes.add(jar);
      try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
        for (String each : packages()) {
          for (String name : names(each)) {
            zip.putNextEntry(new ZipEntry(name.replace('.', '/') + ".class"));
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    for (Path jar : indexes) {
      try {
        Files.deleteIfExists(jar);
      } catch (IOException e) {
        jar.toFile().deleteOnExit();
      }
    }
  }
}
