package dev.jumpgate.code;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.Refs;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The bundle versions of the cluster, and those of them that are loaded on this node.
 *
 * <p>A version is its content: the same files have the same number in the whole cluster, however
 * often and from wherever they come.
 */
public final class Bundles {

  private static final Logger LOG = LogManager.getLogger(Bundles.class);

  /** The bundle of classes that stand on the node's own class path, as in an embedded node. */
  private static final String CLASS_PATH = "classpath";

  private static final Codec PACKED = Codec.of(Schema.of(Packed.class), Refs.NONE);

  private final Archive archive;
  private final InstantSource clock;
  private final Map<BundleVersion, Bundle> loaded = new ConcurrentHashMap<>();
  private final Map<ClassLoader, Bundle> byLoader = new ConcurrentHashMap<>();
  // Kept with the classes, so that it goes when they go.
  private final ClassValue<Program<?, ?>> programs =
      new ClassValue<>() {
        @Override
        @SuppressWarnings("unchecked") // only behaviors are asked for
        protected Program<?, ?> computeValue(Class<?> type) {
          ClassLoader loader = type.getClassLoader();
          Bundle bundle = byLoader.get(loader);
          return Program.of(
              bundle == null ? classPath(loader) : bundle,
              (Class<? extends Behavior<Object, Object>>) type);
        }
      };

  public Bundles(Archive archive, InstantSource clock) {
    this.archive = archive;
    this.clock = clock;
    archive.listen(
        key -> Thread.ofVirtual().name("jumpgate-bundle").start(() -> loadAhead(version(key))));
  }

  private void loadAhead(BundleVersion version) {
    try {
      find(version);
    } catch (JumpgateException e) {
      LOG.warn("{} is loaded when it is needed: {}", version, e.getMessage());
    }
  }

  /**
   * A version that was published.
   *
   * @param already true where the cluster had this very content before
   */
  public record Published(Bundle bundle, String hash, boolean already, int classes) {}

  /**
   * Stores files as a version of a bundle, and loads it here. The other nodes load it when they
   * hear of it.
   *
   * @throws RefusedException when one of the files may not be loaded
   */
  public Published publish(String name, List<BundleFile> files) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_.-]*") || name.equals(CLASS_PATH)) {
      throw new RefusedException("'" + name + "' is no name for a bundle");
    }
    BundleFiles.check(name, files);
    List<BundleFile> ordered = Packed.ordered(files);
    String hash = Packed.hash(ordered);
    Instant now = clock.instant();
    for (int number = 1; ; number++) {
      var version = new BundleVersion(name, number);
      Optional<Packed> there = packed(version);
      if (there.isEmpty()) {
        var packed = new Packed(version, hash, now, ordered);
        if (archive.add(version.toString(), Codec.encode(packed))) {
          return new Published(load(packed), hash, false, packed.classes());
        }
        number--; // somebody else was quicker: see what it is
      } else if (there.get().hash().equals(hash)) {
        return new Published(load(there.get()), hash, true, there.get().classes());
      }
    }
  }

  private Bundle load(Packed packed) {
    return loaded.computeIfAbsent(
        packed.version(),
        version -> {
          var loader =
              new BundleLoader(version.toString(), packed.files(), Bundles.class.getClassLoader());
          var bundle = new Bundle(version, loader);
          byLoader.put(loader, bundle);
          return bundle;
        });
  }

  /** The bundle of that version, fetched from the cluster where it is not here yet. */
  public Optional<Bundle> find(BundleVersion version) {
    if (version.bundle().equals(CLASS_PATH)) {
      return Optional.of(classPath(Bundles.class.getClassLoader()));
    }
    Bundle here = loaded.get(version);
    return here != null ? Optional.of(here) : packed(version).map(this::load);
  }

  /** The version with the highest number of a bundle. */
  public Optional<BundleVersion> latest(String name) {
    return versions().stream()
        .filter(version -> version.bundle().equals(name))
        .max(Comparator.comparingInt(BundleVersion::number));
  }

  /** All versions that the cluster has, by name and number. */
  public List<BundleVersion> versions() {
    return archive.keys().stream()
        .map(Bundles::version)
        .sorted(Comparator.comparing(BundleVersion::bundle).thenComparingInt(BundleVersion::number))
        .toList();
  }

  /** What the cluster keeps of a version. */
  public Optional<Packed> packed(BundleVersion version) {
    return archive.find(version.toString()).map(bytes -> PACKED.decode(bytes, Packed.class));
  }

  /** The latest version of each bundle that is loaded on this node: what new code is to see. */
  public List<Bundle> newest() {
    return List.copyOf(
        loaded.values().stream()
            .collect(
                Collectors.toMap(
                    bundle -> bundle.version().bundle(),
                    bundle -> bundle,
                    BinaryOperator.maxBy(
                        Comparator.comparingInt(bundle -> bundle.version().number()))))
            .values());
  }

  /** What runs {@code behavior}: its class, in the bundle it was loaded from. */
  @SuppressWarnings("unchecked") // a program of that very class
  public <S, M> Program<S, M> program(Class<? extends Behavior<S, M>> behavior) {
    return (Program<S, M>) programs.get(behavior);
  }

  private static Bundle classPath(ClassLoader loader) {
    return new Bundle(new BundleVersion(CLASS_PATH, 1), loader);
  }

  private static BundleVersion version(String key) {
    int at = key.lastIndexOf('@');
    return new BundleVersion(key.substring(0, at), Integer.parseInt(key.substring(at + 1)));
  }
}
