package dev.jumpgate.code;

import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.JumpgateException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bundle versions that are loaded on this node. */
public final class Bundles {

  /** The bundle of classes that stand on the node's own class path, as in an embedded node. */
  private static final String CLASS_PATH = "classpath";

  private final Map<BundleVersion, Bundle> bundles = new ConcurrentHashMap<>();
  private final Map<ClassLoader, Bundle> byLoader = new ConcurrentHashMap<>();

  /**
   * Loads version 1 of a bundle, named after the jar or folder.
   *
   * @throws JumpgateException when there is no such file, or a bundle of that name is loaded
   */
  public Bundle load(Path place) {
    if (!Files.exists(place)) {
      throw new JumpgateException("there is no jar or folder " + place);
    }
    var version = new BundleVersion(nameOf(place), 1);
    var loader = new BundleLoader(version, new URL[] {url(place)}, Bundles.class.getClassLoader());
    var bundle = new Bundle(version, loader);
    if (bundles.putIfAbsent(version, bundle) != null) {
      throw new JumpgateException("two applications are named " + version.bundle());
    }
    byLoader.put(loader, bundle);
    return bundle;
  }

  /** The loaded bundle of that version, if it is here. */
  public Optional<Bundle> find(BundleVersion version) {
    if (version.bundle().equals(CLASS_PATH)) {
      return Optional.of(classPath(Bundles.class.getClassLoader()));
    }
    return Optional.ofNullable(bundles.get(version));
  }

  /** What runs {@code behavior}: its class, in the bundle it was loaded from. */
  public <S, M> Program<S, M> program(Class<? extends Behavior<S, M>> behavior) {
    ClassLoader loader = behavior.getClassLoader();
    Bundle bundle = byLoader.get(loader);
    return Program.of(bundle == null ? classPath(loader) : bundle, behavior);
  }

  private static Bundle classPath(ClassLoader loader) {
    return new Bundle(new BundleVersion(CLASS_PATH, 1), loader);
  }

  private static String nameOf(Path place) {
    String file = place.toAbsolutePath().normalize().getFileName().toString();
    return file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file;
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new JumpgateException("not a place to load classes from: " + place, e);
    }
  }
}
