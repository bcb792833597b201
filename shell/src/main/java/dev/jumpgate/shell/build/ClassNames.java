package dev.jumpgate.shell.build;

import dev.jumpgate.operator.BundleFile;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of classes in class files, with slashes as in a jar. */
final class ClassNames {

  private static final String SUFFIX = ".class";

  // Magic, minor and major version.
  private static final int HEADER_BYTES = 8;

  /** The packages of the JDK; who else has one of them shadows it. */
  private static final Set<String> JDK =
      ModuleLayer.boot().modules().stream()
          .filter(m -> m.getName().startsWith("java.") || m.getName().startsWith("jdk."))
          .flatMap(m -> m.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  private ClassNames() {}

  /** The top-level classes among the files; a class counts where its nest's host is another. */
  static Set<String> topLevel(Iterable<BundleFile> files) {
    var names = new TreeSet<String>();
    for (BundleFile file : files) {
      if (isPlainClass(file)) {
        names.add(host(file));
      }
    }
    return names;
  }

  /** True for a class of the bundle; versions of it for other JDKs are not. */
  static boolean isPlainClass(BundleFile file) {
    return file.isClass() && !file.path().startsWith("META-INF/");
  }

  /** True where the class is one of those or nested in one. */
  static boolean isOf(BundleFile file, Set<String> topLevel) {
    if (!isPlainClass(file)) {
      return false;
    }
    String host = host(file);
    // Class files from before Java 11 do not say whom they belong to.
    int nested = host.indexOf('$');
    return topLevel.contains(host) || (nested > 0 && topLevel.contains(host.substring(0, nested)));
  }

  private static String host(BundleFile file) {
    ClassModel model = parse(file);
    return model
        .findAttribute(Attributes.nestHost())
        .map(a -> a.nestHost().asInternalName())
        .orElseGet(() -> model.thisClass().asInternalName());
  }

  private static ClassModel parse(BundleFile file) {
    byte[] content = file.content().toArray();
    requireVersion(file.path(), content);
    try {
      return ClassFile.of().parse(content);
    } catch (IllegalArgumentException e) {
      throw new BuildException(file.path() + " is no class file");
    }
  }

  /** What is too new for us cannot be read at all, and the node would refuse it likewise. */
  private static void requireVersion(String path, byte[] content) {
    if (content.length < HEADER_BYTES
        || ByteBuffer.wrap(content).getInt() != ClassFile.MAGIC_NUMBER) {
      throw new BuildException(path + " is no class file");
    }
    int major = ByteBuffer.wrap(content).getShort(HEADER_BYTES - Short.BYTES) & 0xFFFF;
    if (major > ClassFile.latestMajorVersion()) {
      int ours = Runtime.version().feature();
      throw new BuildException(
          "%s was compiled for Java %d, and Jumpgate runs %d: compile with --release %d"
              .formatted(path, ours + major - ClassFile.latestMajorVersion(), ours, ours));
    }
  }

  /**
   * Checks that a class stands where its name says.
   *
   * @throws BuildException when it does not: the path is not the root of the packages
   */
  static void requirePlace(BundleFile file) {
    String name = parse(file).thisClass().asInternalName();
    if (!file.path().equals(name + SUFFIX)) {
      String hint =
          file.path().endsWith("/" + name + SUFFIX)
              ? ": push " + file.path().substring(0, file.path().length() - name.length() - 7)
              : "";
      throw new BuildException(
          "%s is the class %s in another place%s".formatted(file.path(), dotted(name), hint));
    }
  }

  /**
   * Checks that a class is the application's own.
   *
   * @throws BuildException when it would stand before one of the JDK's or of Jumpgate's
   */
  static void requireOwn(String name) {
    int end = name.lastIndexOf('/');
    String room = end < 0 ? "" : dotted(name.substring(0, end));
    if (JDK.contains(room) || room.startsWith("java.")) {
      throw new BuildException(dotted(name) + " would shadow a class of the JDK");
    }
    boolean ours = room.equals("dev.jumpgate") || room.startsWith("dev.jumpgate.");
    if (ours && !room.startsWith("dev.jumpgate.examples")) {
      throw new BuildException(dotted(name) + " would shadow a class of Jumpgate");
    }
  }

  private static String dotted(String name) {
    return name.replace('/', '.');
  }
}
