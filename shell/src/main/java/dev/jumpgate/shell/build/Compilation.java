package dev.jumpgate.shell.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import dev.jumpgate.operator.BundleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One push's run of the JDK's compiler, in memory and without annotation processors. */
final class Compilation implements AutoCloseable {

  private static final int ERRORS_SHOWN = 20;

  // All that do not compile are counted, though few are shown.
  private static final List<String> OPTIONS =
      List.of(
          "--release", "25", "-parameters", "-g", "-proc:none", "-nowarn", "-Xmaxerrs", "100000");

  /** As one reads the files, not as the compiler came by. */
  private static final Comparator<Diagnostic<? extends JavaFileObject>> IN_ORDER =
      Comparator.<Diagnostic<? extends JavaFileObject>, String>comparing(d -> place(d.getSource()))
          .thenComparingLong(Diagnostic::getPosition);

  private final Path path;
  private final List<Path> sources;
  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;
  private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

  /**
   * A compilation.
   *
   * @param path as typed, for what is said of the whole
   */
  Compilation(Path path, List<Path> sources) {
    this.path = path;
    this.sources = sources;
    JavaCompiler present = ToolProvider.getSystemJavaCompiler();
    if (present == null) {
      throw new BuildException("there is no compiler in " + System.getProperty("java.home"));
    }
    this.compiler = present;
    this.files = compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8);
  }

  /**
   * The top-level classes that the sources declare, with slashes.
   *
   * @throws BuildException when they cannot be parsed
   */
  Set<String> topLevel() {
    var names = new TreeSet<String>();
    try {
      for (CompilationUnitTree unit : task(files).parse()) {
        String room = unit.getPackageName() == null ? "" : unit.getPackageName().toString() + ".";
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree declared) {
            names.add((room + declared.getSimpleName()).replace('.', '/'));
          }
        }
      }
    } catch (IOException | IllegalStateException e) {
      throw new BuildException("%s cannot be compiled: %s".formatted(path, e.getMessage()));
    }
    requireNoErrors();
    if (names.isEmpty()) {
      throw new BuildException(path + " declares no class");
    }
    return names;
  }

  /**
   * The classes.
   *
   * @param known the classes of the bundle that the sources do not declare
   * @throws BuildException when they do not compile
   */
  List<BundleFile> classes(List<BundleFile> known) {
    var memory = new MemoryFiles(files, known);
    boolean done = task(memory).call();
    requireNoErrors();
    if (!done) {
      throw new BuildException(path + " cannot be compiled, and the compiler does not say why");
    }
    return memory.made();
  }

  private JavacTask task(JavaFileManager manager) {
    // What the compiler says besides its diagnostics is advice on options.
    Writer advice = Writer.nullWriter();
    var units = files.getJavaFileObjectsFromPaths(sources);
    return (JavacTask) compiler.getTask(advice, manager, found, OPTIONS, null, units);
  }

  private void requireNoErrors() {
    List<String> errors =
        found.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .sorted(IN_ORDER)
            .map(Compilation::line)
            .distinct()
            .toList();
    if (errors.isEmpty()) {
      return;
    }
    List<String> shown = new ArrayList<>(errors.subList(0, Math.min(errors.size(), ERRORS_SHOWN)));
    int more = errors.size() - shown.size();
    if (more > 0) {
      shown.add("... " + more + " more");
    }
    String count = errors.size() + (errors.size() == 1 ? " error" : " errors");
    throw new BuildException("%s does not compile: %s".formatted(path, count), shown);
  }

  private static String line(Diagnostic<? extends JavaFileObject> found) {
    String message =
        found.getMessage(Locale.ROOT).strip().replaceAll("\\s*\\R\\s*", ", ").replaceAll(" +", " ");
    JavaFileObject source = found.getSource();
    if (source == null || found.getLineNumber() == Diagnostic.NOPOS) {
      return place(source) + message;
    }
    return place(source) + found.getLineNumber() + ":" + found.getColumnNumber() + ": " + message;
  }

  private static String place(@Nullable JavaFileObject source) {
    return source == null ? "" : source.getName() + ":";
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
