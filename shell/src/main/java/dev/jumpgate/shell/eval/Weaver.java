package dev.jumpgate.shell.eval;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/** Rewrites a snippet's classes so that they can be stopped and cannot end this JVM. */
final class Weaver {

  private static final ClassDesc WOVEN = ClassDesc.of(Woven.class.getName());
  private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
  private static final MethodTypeDesc EXIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final MethodTypeDesc RUNTIME_EXIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);

  private final ClassFile classFile;

  /**
   * A weaver.
   *
   * @param loader knows the classes that snippets refer to; their files are read, not loaded
   */
  Weaver(ClassLoader loader) {
    var resolver =
        ClassHierarchyResolver.defaultResolver()
            .orElse(
                ClassHierarchyResolver.ofResourceParsing(
                    type -> loader.getResourceAsStream(resource(type))));
    classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
  }

  byte[] weave(byte[] bytes) {
    return classFile.transformClass(
        classFile.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Checks::new)));
  }

  private static String resource(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }

  /** Adds a check where a method starts and before each jump back. */
  private static final class Checks implements CodeTransform {

    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder builder) {
      check(builder);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      switch (element) {
        case LabelTarget target -> passed.add(target.label());
        case BranchInstruction branch when passed.contains(branch.target()) -> check(builder);
        case InvokeInstruction call when exits(call, "java/lang/System", "exit") -> {
          builder.invokestatic(WOVEN, "exit", EXIT);
          return;
        }
        case InvokeInstruction call
            when exits(call, "java/lang/Runtime", "exit")
                || exits(call, "java/lang/Runtime", "halt") -> {
          builder.invokestatic(WOVEN, "exit", RUNTIME_EXIT);
          return;
        }
        default -> {}
      }
      builder.with(element);
    }

    private static boolean exits(InvokeInstruction call, String owner, String name) {
      return call.name().equalsString(name) && call.owner().asInternalName().equals(owner);
    }

    private static void check(CodeBuilder builder) {
      builder.invokestatic(WOVEN, "check", ConstantDescs.MTD_void);
    }
  }
}
