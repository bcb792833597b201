package dev.jumpgate.shell.eval;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * JShell's way to run code, which runs none: it loads classes and keeps what it was asked to
 * invoke.
 *
 * <p>Confined to the thread that holds the engine's lock.
 */
final class CompileOnlyControl extends DirectExecutionControl {

  private final Map<String, String> held = new HashMap<>();
  private StackTraceElement @Nullable [] toTranslate;

  CompileOnlyControl(LoaderDelegate loader) {
    super(loader);
  }

  /** What hands this control to a JShell. */
  ExecutionControlProvider provider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "jumpgate";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return CompileOnlyControl.this;
      }
    };
  }

  /** The method to call in a snippet's class, once; null where it has none. */
  @Nullable String take(String className) {
    return held.remove(className);
  }

  /** Makes the next invocation fail with this stack, so that JShell says which lines it means. */
  void failNext(StackTraceElement[] stack) {
    toTranslate = stack;
  }

  @Override
  public String invoke(String className, String methodName) throws RunException {
    StackTraceElement[] stack = toTranslate;
    if (stack != null) {
      toTranslate = null;
      throw new UserException("", "", stack);
    }
    held.put(className, methodName);
    return "";
  }

  @Override
  public String varValue(String className, String varName) {
    return "";
  }

  /** As literals and as JShell writes arrays; otherwise the value's own text. */
  static String text(@Nullable Object value) {
    return valueString(value);
  }
}
