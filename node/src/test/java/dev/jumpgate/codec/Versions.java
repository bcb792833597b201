package dev.jumpgate.codec;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles versions of one class, each in a class loader of its own. */
final class Versions {

  // One for all, because it remembers what it has read of the class path and the JDK.
  private static final StandardJavaFileManager FILES =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);

  private Versions() {}

  /** The class {@code demo.Demo} with {@code body}. */
  static Class<?> demo(Path folder, String body) throws IOException, ClassNotFoundException {
    String text =
        "package demo; import java.util.*; import dev.jumpgate.state.*;"
            + " public final class Demo { "
            + body
            + " }";
    var source =
        new SimpleJavaFileObject(
            URI.create("string:///demo/Demo.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    Path out = Files.createTempDirectory(folder, "version");
    StringWriter errors = new StringWriter();
    FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(errors, FILES, null, List.of("-proc:none"), null, List.of(source));
    if (!task.call()) {
      throw new IllegalArgumentException(errors.toString());
    }
    URLClassLoader loader =
        new URLClassLoader(new URL[] {out.toUri().toURL()}, Versions.class.getClassLoader());
    return loader.loadClass("demo.Demo");
  }

  /** A class nested in {@code demo}. */
  static Class<?> nested(Class<?> demo, String name) throws ClassNotFoundException {
    return demo.getClassLoader().loadClass(demo.getName() + "$" + name);
  }

  /** Calls the static method {@code make} of {@code demo}. */
  static Object make(Class<?> demo) throws ReflectiveOperationException {
    return demo.getMethod("make").invoke(null);
  }
}
