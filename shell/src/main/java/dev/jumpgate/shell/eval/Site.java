package dev.jumpgate.shell.eval;

import java.util.List;
import java.util.concurrent.Callable;
import jdk.jshell.JShell;
import jdk.jshell.execution.LoaderDelegate;
import org.jspecify.annotations.Nullable;

/** Where the snippets of a session are loaded and run: this JVM, or a node. */
interface Site extends AutoCloseable {

  /** Takes the classes of snippets. */
  LoaderDelegate loader();

  /** A call of a static method of a snippet's class. */
  Running call(String type, String method);

  /** A call of code of ours, in this JVM. */
  Running call(Callable<@Nullable Object> body);

  /** Tells the compiler which classes there are. */
  JShell.Builder compiler(JShell.Builder builder);

  /** Tells the compiler when there are others; called before each compilation. */
  default void refresh(JShell shell) {}

  /** The text whose classes come to the loader next; called before each compilation. */
  default void compiling(String source) {}

  /** What is to be evaluated before the operator's first snippet. */
  default List<String> prelude() {
    return List.of();
  }

  /** Why nothing can be run any more; null while it can. */
  default @Nullable RuntimeException lost() {
    return null;
  }

  @Override
  void close();
}
