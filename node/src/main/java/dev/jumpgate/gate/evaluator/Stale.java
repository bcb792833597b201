package dev.jumpgate.gate.evaluator;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which earlier declaration holds classes of a version that a newer snippet does not mean.
 */
final class Stale {

  private Stale() {}

  /**
   * What to tell the operator; null where nothing is stale.
   *
   * @param file the snippet that does not link
   * @param current the loader of that snippet
   * @param classes the latest classes of the session
   */
  static @Nullable String name(byte[] file, ClassLoader current, Map<String, Class<?>> classes) {
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        Class<?> holder = classes.get(member.owner().asInternalName().replace('/', '.'));
        ClassLoader old = holder == null ? null : holder.getClassLoader();
        String version = old == null || old == current ? null : version(member, old, current);
        if (version != null) {
          String name = member.name().stringValue();
          return (member instanceof FieldRefEntry ? name : name + "()") + " holds " + version;
        }
      }
    }
    return null;
  }

  private static @Nullable String version(
      MemberRefEntry member, ClassLoader old, ClassLoader current) {
    for (ClassDesc type : types(member)) {
      ClassDesc element = type;
      while (element.isArray()) {
        element = element.componentType();
      }
      if (element.isPrimitive()) {
        continue;
      }
      String descriptor = element.descriptorString();
      String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
      try {
        Class<?> then = old.loadClass(name);
        if (then != current.loadClass(name)) {
          return version(then.getClassLoader());
        }
      } catch (ClassNotFoundException e) {
        return "what is gone";
      }
    }
    return null;
  }

  private static List<ClassDesc> types(MemberRefEntry member) {
    String descriptor = member.type().stringValue();
    if (member instanceof FieldRefEntry) {
      return List.of(ClassDesc.ofDescriptor(descriptor));
    }
    var method = MethodTypeDesc.ofDescriptor(descriptor);
    return Stream.concat(Stream.of(method.returnType()), method.parameterList().stream()).toList();
  }

  // A bundle's loader bears the bundle's name and version.
  private static String version(@Nullable ClassLoader loader) {
    String name = loader == null ? null : loader.getName();
    int at = name == null ? -1 : name.lastIndexOf('@');
    return name == null || at < 0 ? "another version" : "version " + name.substring(at + 1);
  }
}
