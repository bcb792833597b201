package dev.jumpgate.gate.evaluator;

import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a snippet's classes so that they can be stopped, cannot end this JVM, and can be seen by
 * the classes of other snippets, which live in other loaders.
 */
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
   * @param files gives the class files that snippets refer to; they are read, not loaded
   */
  Weaver(Function<String, @Nullable InputStream> files) {
    var resolver =
        ClassHierarchyResolver.defaultResolver()
            .orElse(
                ClassHierarchyResolver.ofResourceParsing(type -> files.apply(resource(type)))
                    .cached());
    classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
  }

  byte[] weave(byte[] bytes) {
    try {
      return transformed(bytes, CodeTransform.ofStateful(Checks::new));
    } catch (IllegalArgumentException e) {
      // A form that the class file library cannot rewrite still runs; it only cannot be stopped.
      return transformed(bytes, null);
    }
  }

  private byte[] transformed(byte[] bytes, @Nullable CodeTransform body) {
    ClassTransform transform = (builder, element) -> rewrite(builder, element, body);
    return classFile.transformClass(classFile.parse(bytes), transform);
  }

  private static void rewrite(
      ClassBuilder builder, ClassElement element, @Nullable CodeTransform body) {
    switch (element) {
      case AccessFlags flags -> builder.withFlags(opened(flags.flagsMask()));
      case FieldModel field ->
          builder.transformField(
              field,
              (b, e) -> {
                if (e instanceof AccessFlags flags) {
                  b.withFlags(opened(flags.flagsMask()));
                } else {
                  b.with(e);
                }
              });
      case MethodModel method ->
          builder.transformMethod(
              method,
              (b, e) -> {
                switch (e) {
                  case AccessFlags flags when !method.methodName().equalsString("<clinit>") ->
                      b.withFlags(opened(flags.flagsMask()));
                  case CodeModel code when body != null -> b.transformCode(code, body);
                  default -> b.with(e);
                }
              });
      default -> builder.with(element);
    }
  }

  /** Public, unless it is private: nest mates share a loader. */
  private static int opened(int flags) {
    return (flags & AccessFlag.PRIVATE.mask()) != 0
        ? flags
        : (flags & ~AccessFlag.PROTECTED.mask()) | AccessFlag.PUBLIC.mask();
  }

  private static String resource(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }

  private static boolean exits(String owner, String name) {
    return switch (owner) {
      case "java/lang/System" -> name.equals("exit");
      case "java/lang/Runtime" -> name.equals("exit") || name.equals("halt");
      default -> false;
    };
  }

  private static MethodTypeDesc type(String owner) {
    return owner.equals("java/lang/System") ? EXIT : RUNTIME_EXIT;
  }

  /** Adds a check where a method starts and before each jump back; turns exits aside. */
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
        case InvokeInstruction call
            when exits(call.owner().asInternalName(), call.name().stringValue()) -> {
          builder.invokestatic(WOVEN, "exit", type(call.owner().asInternalName()));
          return;
        }
        case InvokeDynamicInstruction call -> {
          builder.invokedynamic(withoutExits(call));
          return;
        }
        default -> {}
      }
      builder.with(element);
    }

    /** A method reference names what it calls among its bootstrap's arguments. */
    private static DynamicCallSiteDesc withoutExits(InvokeDynamicInstruction call) {
      return DynamicCallSiteDesc.of(
          call.bootstrapMethod(),
          call.name().stringValue(),
          call.typeSymbol(),
          call.bootstrapArgs().stream().map(Checks::withoutExit).toArray(ConstantDesc[]::new));
    }

    private static ConstantDesc withoutExit(ConstantDesc argument) {
      if (argument instanceof DirectMethodHandleDesc handle) {
        String descriptor = handle.owner().descriptorString();
        String owner = descriptor.substring(1, descriptor.length() - 1);
        if (exits(owner, handle.methodName())) {
          return MethodHandleDesc.ofMethod(
              DirectMethodHandleDesc.Kind.STATIC, WOVEN, "exit", type(owner));
        }
      }
      return argument;
    }

    private static void check(CodeBuilder builder) {
      builder.invokestatic(WOVEN, "check", ConstantDescs.MTD_void);
    }
  }
}
