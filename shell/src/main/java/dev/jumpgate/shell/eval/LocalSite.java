package dev.jumpgate.shell.eval;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import jdk.jshell.JShell;
import jdk.jshell.execution.LoaderDelegate;
import org.jspecify.annotations.Nullable;

/** This JVM, with all that is on its class path. */
final class LocalSite implements Site {

  private final SnippetLoader loader = new SnippetLoader(LocalSite.class.getClassLoader());

  @Override
  public LoaderDelegate loader() {
    return loader;
  }

  @Override
  public Running call(String type, String method) {
    return call(() -> {
      Method entry = loader.findClass(type).getDeclaredMethod(method);
      entry.setAccessible(true);
      return entry.invoke(null);
    });
  }

  @Override
  public Running call(Callable<@Nullable Object> body) {
    return new Run(loader, body);
  }

  @Override
  public JShell.Builder compiler(JShell.Builder builder) {
    return builder.compilerOptions(
        "--class-path", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
  }

  @Override
  public void close() {}
}
