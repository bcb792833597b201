package dev.jumpgate.gate.evaluator;

import dev.jumpgate.code.Bundle;
import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.gate.protocol.FromGate;
import dev.jumpgate.state.Bytes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The classes and runs of one operator's snippets. */
public final class EvaluatorSession implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(EvaluatorSession.class);

  /** The method of a snippet's class that JShell puts statements into. */
  private static final String STATEMENTS = "do_it$";

  // Immutable.
  private final Evaluator evaluator;
  private final Author author;
  private final Outbox outbox;
  // Shared by the threads of the session.
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
  private final Map<String, String> sources = new ConcurrentHashMap<>();
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  // Guarded by this.
  private @Nullable ClassIndex index;
  private List<Bundle> indexed = List.of();

  EvaluatorSession(Evaluator evaluator, Author author, Outbox outbox) {
    this.evaluator = evaluator;
    this.author = author;
    this.outbox = outbox;
  }

  /**
   * Begins an evaluation, whose end is sent under {@code id}. Returns at once; from then on it can
   * be cancelled.
   */
  public void evaluate(long id, Evaluation what) {
    if (what instanceof Evaluation.Invoke(var type, var method)) {
      invoke(id, type, method);
    } else {
      Thread.ofVirtual()
          .name("jumpgate-evaluator")
          .inheritInheritableThreadLocals(false)
          .start(() -> outbox.send(new FromGate.Evaluated(id, answer(what))));
    }
  }

  /** Stops a run; returns false where {@code id} is none. */
  public boolean cancel(long id) {
    Run run = runs.get(id);
    if (run != null) {
      run.stop();
    }
    return run != null;
  }

  private Evaluated answer(Evaluation what) {
    try {
      return switch (what) {
        case Evaluation.Generation() -> new Evaluated.Generation(evaluator.generation());
        case Evaluation.Packages() -> new Evaluated.Names(index().packages());
        case Evaluation.Names(var in) -> new Evaluated.Names(index().names(in));
        case Evaluation.ClassBytes(var type) -> {
          byte[] bytes = index().bytes(type);
          yield new Evaluated.ClassBytes(bytes == null ? null : Bytes.copyOf(bytes));
        }
        case Evaluation.Load(var loaded, var source) -> load(loaded, source);
        case Evaluation.Invoke _ -> throw new IllegalArgumentException("runs are not answered");
      };
    } catch (ClassNotFoundException | LinkageError e) {
      return new Evaluated.Failed(e.toString());
    } catch (RuntimeException e) {
      LOG.error("an evaluation failed", e);
      return new Evaluated.Failed("the node failed: " + e);
    }
  }

  private synchronized ClassIndex index() {
    List<Bundle> now = evaluator.bundles();
    ClassIndex known = index;
    if (known == null || now != indexed) {
      known = new ClassIndex(now);
      index = known;
      indexed = now;
    }
    return known;
  }

  private Evaluated load(List<Evaluation.ClassFile> loaded, String source)
      throws ClassNotFoundException {
    long start = System.nanoTime();
    Map<String, byte[]> plain = new HashMap<>();
    loaded.forEach(c -> plain.put(c.name(), c.bytes().toArray()));
    var known = index();
    // The class files of snippets themselves are asked for as well, those of this load first.
    var weaver =
        new Weaver(resource -> {
          String name = resource.substring(0, resource.length() - ".class".length());
          byte[] own =
              plain.getOrDefault(name.replace('/', '.'), files.get(name.replace('/', '.')));
          return own == null ? known.file(resource) : new java.io.ByteArrayInputStream(own);
        });
    Map<String, byte[]> woven = new HashMap<>();
    plain.forEach((name, bytes) -> woven.put(name, weaver.weave(bytes)));
    files.putAll(woven);
    refreshMethods();
    define(woven);
    plain.keySet().forEach(name -> sources.put(name, source));
    if (plain.values().stream().noneMatch(EvaluatorSession::hasStatements)) {
      author.journal().ran(source, "declared", Duration.ofNanos(System.nanoTime() - start));
    }
    return new Evaluated.Done();
  }

  // What has statements is to be run next, and told of then.
  private static boolean hasStatements(byte[] type) {
    return ClassFile.of().parse(type).methods().stream()
        .anyMatch(method -> method.methodName().equalsString(STATEMENTS));
  }

  private void refreshMethods() throws ClassNotFoundException {
    Map<String, byte[]> methods = new HashMap<>();
    files.forEach((name, bytes) -> {
      if (isStaleMethod(name)) {
        methods.put(name, bytes);
      }
    });
    if (!methods.isEmpty()) {
      define(methods);
    }
  }

  private void define(Map<String, byte[]> woven) throws ClassNotFoundException {
    var loader = new SnippetLoader(evaluator.bundles(), woven, classes::get);
    Map<String, Class<?>> defined = new HashMap<>();
    for (String name : woven.keySet()) {
      defined.put(name, loader.loadClass(name));
    }
    classes.putAll(defined);
  }

  private void invoke(long id, String type, String method) {
    long number = evaluator.number();
    long start = System.nanoTime();
    String source = sources.getOrDefault(type, type + "." + method);
    var printout = new Printout(id, outbox);
    var run =
        new Run(
            number,
            evaluator,
            author,
            printout,
            () -> call(type, method),
            end -> {
              runs.remove(id);
              author
                  .journal()
                  .ran(source, summary(end), Duration.ofNanos(System.nanoTime() - start));
              outbox.send(new FromGate.Evaluated(id, end));
            });
    runs.put(id, run);
    evaluator.began(run);
    run.start();
  }

  private static String summary(Evaluated end) {
    return switch (end) {
      case Evaluated.Threw(var chain) when !chain.isEmpty() && !chain.getFirst().type().isEmpty() ->
          "threw " + chain.getFirst().type();
      case Evaluated.Stopped(var stuck) -> stuck == null ? "stopped" : "abandoned";
      case Evaluated.Threw _, Evaluated.Failed _ -> "failed";
      default -> "done";
    };
  }

  private Evaluated call(String type, String method) throws Exception {
    Object value;
    try {
      Method entry = current(type).getDeclaredMethod(method);
      entry.setAccessible(true);
      Thread.currentThread().setContextClassLoader(entry.getDeclaringClass().getClassLoader());
      value = entry.invoke(null);
    } catch (InvocationTargetException e) {
      return failed(type, e.getCause() == null ? e : e.getCause());
    } catch (LinkageError e) {
      return failed(type, e);
    }
    return shown(value);
  }

  /**
   * The class of a snippet, over the bundles as they are now.
   *
   * <p>The compiler does not load again what it compiled to the same bytes, though it may mean
   * another version of a bundle's class by then.
   */
  private Class<?> current(String type) throws ClassNotFoundException {
    Class<?> known = classes.get(type);
    if (known == null) {
      throw new ClassNotFoundException(type);
    }
    refreshMethods();
    if (isStale(known)) {
      Map<String, byte[]> again = new HashMap<>();
      files.forEach((name, bytes) -> {
        if (name.equals(type) || name.startsWith(type + "$")) {
          again.put(name, bytes);
        }
      });
      define(again);
      return classes.getOrDefault(type, known);
    }
    return known;
  }

  private boolean isStale(Class<?> known) {
    return known.getClassLoader() instanceof SnippetLoader loader
        && loader.bundles() != evaluator.bundles();
  }

  /** True for a declared method, which has nothing to lose; variables and types stay. */
  private boolean isStaleMethod(String name) {
    Class<?> known = classes.get(name);
    return known != null
        && isStale(known)
        && known.getNestHost() == known
        && known.getNestMembers().length == 1
        && Stream.of(known.getDeclaredFields()).noneMatch(f -> Modifier.isStatic(f.getModifiers()));
  }

  private Evaluated failed(String type, Throwable thrown) {
    Class<?> snippet = classes.get(type);
    byte[] file = files.get(type);
    if (thrown instanceof LinkageError && snippet != null && file != null) {
      String stale = Stale.name(file, snippet.getClassLoader(), classes);
      if (stale != null) {
        var line = new Evaluated.Thrown("", stale + "; declare it again", true, List.of());
        return new Evaluated.Threw(List.of(line));
      }
    }
    return Throwables.threw(thrown);
  }

  private static Evaluated shown(@Nullable Object value) {
    Evaluated answer = Answers.of(value);
    if (answer != null) {
      return answer;
    }
    try {
      return new Evaluated.Value(ValueText.of(value));
    } catch (SnippetStopped e) {
      throw e;
    } catch (Throwable e) {
      return new Evaluated.Textless(Throwables.chain(e));
    }
  }

  /** Stops all that runs; what minds no stop stays listed. */
  @Override
  public void close() {
    outbox.close();
    runs.values().forEach(Run::stop);
  }
}
