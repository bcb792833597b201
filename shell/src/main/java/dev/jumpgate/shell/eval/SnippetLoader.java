package dev.jumpgate.shell.eval;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of all snippets of a session, below the loader of the shell itself, so that
 * snippets see what the shell sees.
 *
 * <p>One loader is enough: JShell gives a declaration that changed a new class name.
 */
final class SnippetLoader extends ClassLoader implements LoaderDelegate {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> undefined = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Weaver weaver = new Weaver(this);

  SnippetLoader(ClassLoader parent) {
    super("snippets", parent);
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    // All before the first: they may extend each other.
    for (ClassBytecodes each : classes) {
      undefined.put(each.name(), each.bytecodes());
      files.put(each.name().replace('.', '/') + ".class", each.bytecodes());
    }
    var installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        loadClass(classes[i].name());
        installed[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException("class " + classes[i].name() + ": " + e, installed);
      }
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    throw new UnsupportedOperationException("classes are replaced, not redefined");
  }

  @Override
  public void addToClasspath(String path) {
    throw new UnsupportedOperationException("the class path is this JVM's");
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> known = findLoadedClass(name);
    if (known != null) {
      return known;
    }
    byte[] bytes = undefined.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] woven = woven(bytes);
    return defineClass(name, woven, 0, woven.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private byte[] woven(byte[] bytes) {
    try {
      return weaver.weave(bytes);
    } catch (IllegalArgumentException e) {
      // A form that the class file library cannot rewrite still runs; it only cannot be stopped.
      return bytes;
    }
  }
}
