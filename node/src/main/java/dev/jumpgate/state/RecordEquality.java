package dev.jumpgate.state;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Whether the {@code equals} of a record class is the compiler's, which compares all components and
 * nothing else. Only the class file tells: there, the compiler's method hands over to {@code
 * ObjectMethods}. It is read once per class, when two of its records collide for the first time;
 * where there is no class file to be had, the answer is no.
 */
final class RecordEquality {

  private static final String PARAMETERS = "(Ljava/lang/Object;)Z";
  private static final List<Opcode> BODY =
      List.of(Opcode.ALOAD_0, Opcode.ALOAD_1, Opcode.INVOKEDYNAMIC, Opcode.IRETURN);

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isMadeByCompiler(type);
        }
      };

  private RecordEquality() {}

  /** True where two records of {@code type} are known to be equal just when their fields are. */
  static boolean isOfComponents(Class<? extends Record> type) {
    return KNOWN.get(type) && RecordParts.of(type).isOpen();
  }

  private static boolean isMadeByCompiler(Class<?> type) {
    if (type.isHidden()) {
      return false;
    }
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      // The compiler's method is final. A loader may give another file than it made the class of.
      return in != null
          && Modifier.isFinal(type.getDeclaredMethod("equals", Object.class).getModifiers())
          && isMadeByCompiler(ClassFile.of().parse(in.readAllBytes()), type);
    } catch (IOException | NoSuchMethodException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isMadeByCompiler(ClassModel file, Class<?> type) {
    return file.thisClass().asInternalName().equals(type.getName().replace('.', '/'))
        && file.methods().stream()
            .filter(m -> m.methodName().equalsString("equals"))
            .filter(m -> m.methodType().equalsString(PARAMETERS))
            .flatMap(m -> m.code().stream())
            .anyMatch(RecordEquality::callsObjectMethods);
  }

  private static boolean callsObjectMethods(CodeModel code) {
    List<Instruction> body =
        code.elementStream()
            .filter(Instruction.class::isInstance)
            .map(Instruction.class::cast)
            .toList();
    return body.stream().map(Instruction::opcode).toList().equals(BODY)
        && body.get(2) instanceof InvokeDynamicInstruction call
        && isBootstrap(call.bootstrapMethod());
  }

  private static boolean isBootstrap(DirectMethodHandleDesc method) {
    return method.owner().descriptorString().equals("Ljava/lang/runtime/ObjectMethods;")
        && method.methodName().equals("bootstrap");
  }
}
