package dev.jumpgate.gate.evaluator;

import dev.jumpgate.code.Bundle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of one load. What they refer to comes from the node, from earlier loads of
 * the session, and from the bundles as they were when this load was made.
 *
 * <p>A loader for each load, because one that has once found a class of a bundle finds that version
 * for ever.
 */
final class SnippetLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final List<Bundle> bundles;
  private final Map<String, byte[]> undefined;
  private final Function<String, @Nullable Class<?>> earlier;

  /**
   * A loader.
   *
   * @param classes what it is to define, by name
   * @param earlier finds the latest class of a name among all snippets of the session
   */
  SnippetLoader(
      List<Bundle> bundles,
      Map<String, byte[]> classes,
      Function<String, @Nullable Class<?>> earlier) {
    super("snippets", SnippetLoader.class.getClassLoader());
    this.bundles = bundles;
    this.undefined = new ConcurrentHashMap<>(classes);
    this.earlier = earlier;
  }

  List<Bundle> bundles() {
    return bundles;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = undefined.remove(name);
    if (bytes != null) {
      return defineClass(name, bytes, 0, bytes.length);
    }
    Class<?> known = earlier.apply(name);
    if (known != null) {
      return known;
    }
    for (Bundle bundle : bundles) {
      try {
        return bundle.loader().loadClass(name);
      } catch (ClassNotFoundException e) {
        // The next may have it.
      }
    }
    throw new ClassNotFoundException(name);
  }
}
