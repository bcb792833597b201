package dev.jumpgate.shell.eval;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluation;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.shell.client.NodeEvaluator;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import org.jspecify.annotations.Nullable;

/** The JVM of a node: the compiler stays here and asks the node for the classes that it meets. */
final class NodeSite implements Site, LoaderDelegate {

  private static final List<String> PRELUDE =
      List.of(
          "dev.jumpgate.Node node ="
              + " dev.jumpgate.gate.evaluator.Facade.node(dev.jumpgate.Node.class);");

  private final NodeEvaluator node;
  private final NodeClasses classes;
  // Confined to the thread that holds the session's lock.
  private @Nullable NodeFiles files;
  private String source = "";

  NodeSite(NodeEvaluator node) {
    this.node = node;
    this.classes = new NodeClasses(node);
  }

  @Override
  public LoaderDelegate loader() {
    return this;
  }

  @Override
  public Running call(String type, String method) {
    return new RemoteRun(node, new Evaluation.Invoke(type, method));
  }

  @Override
  public Running call(Callable<@Nullable Object> body) {
    return new Run(NodeSite.class.getClassLoader(), body);
  }

  @Override
  public JShell.Builder compiler(JShell.Builder builder) {
    return builder
        .compilerOptions("-proc:none", "-nowarn")
        .fileManager(standard -> {
          var made = new NodeFiles(standard, classes);
          files = made;
          return made;
        });
  }

  @Override
  public void refresh(JShell shell) {
    if (files != null && lost() == null && classes.refresh()) {
      // The compiler keeps what it has read until its class path changes.
      shell.addToClasspath(classes.index().toString());
    }
  }

  @Override
  public void compiling(String text) {
    source = text;
  }

  @Override
  public List<String> prelude() {
    return PRELUDE;
  }

  @Override
  public @Nullable RuntimeException lost() {
    return node.isOpen()
        ? null
        : new OperatorException(
            OperatorException.Code.UNREACHABLE, "node " + node.node() + " is gone", null);
  }

  @Override
  public void load(ClassBytecodes[] loaded) throws ClassInstallException {
    List<Evaluation.ClassFile> sent =
        Stream.of(loaded)
            .map(c -> new Evaluation.ClassFile(c.name(), Bytes.copyOf(c.bytecodes())))
            .toList();
    try {
      if (node.ask(new Evaluation.Load(sent, source)) instanceof Evaluated.Failed(var message)) {
        throw new ClassInstallException(message, new boolean[loaded.length]);
      }
    } catch (OperatorException e) {
      throw new ClassInstallException(e.getMessage(), new boolean[loaded.length]);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] redefined) {
    throw new UnsupportedOperationException("classes are replaced, not redefined");
  }

  @Override
  public void addToClasspath(String path) {
    // Of interest to the compiler only.
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name + " is in the node");
  }

  @Override
  public void close() {
    node.close();
    classes.close();
  }
}
