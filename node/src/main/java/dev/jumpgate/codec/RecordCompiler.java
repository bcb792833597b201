package dev.jumpgate.codec;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.jumpgate.process.Pid;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The maker of {@link RecordCode} in bytecode: the components in order straight from the accessors
 * to the bytes, and straight from the bytes into the constructor, primitives unboxed.
 *
 * <p>The code lives in this package as a hidden class and reaches the record through method
 * handles, which are its class data. So the record may be private, its loader need not see this
 * package, and the code goes together with the record's class.
 *
 * <p>A nested record is written and read by a call that stands in this code alone. So the JIT sees
 * one receiver there and makes one piece of both, which it cannot where all records go by.
 */
final class RecordCompiler {

  /** Beyond this a constructor's handle would have too many parameters. */
  private static final int MOST_COMPONENTS = 120;

  private static final ClassDesc CODE = desc(RecordCode.class);
  private static final ClassDesc FORM = desc(RecordForm.class);
  private static final ClassDesc SHAPE = desc(Shape.class);
  private static final ClassDesc WRITING = desc(Writing.class);
  private static final ClassDesc READING = desc(Reading.class);
  private static final ClassDesc OUTPUT = desc(Output.class);
  private static final ClassDesc INPUT = desc(Input.class);
  private static final ClassDesc ACCESS = desc(RecordAccess.class);
  private static final ClassDesc ENUM = desc(EnumAccess.class);
  private static final ClassDesc ENCODER = desc(Encoder.class);
  private static final ClassDesc FAILURE = desc(Failure.class);
  private static final MethodTypeDesc WRITE = MethodTypeDesc.of(CD_void, CD_Object, WRITING);
  private static final MethodTypeDesc FAIL = MethodTypeDesc.of(FAILURE, CD_Throwable, CD_int);

  private final RecordAccess access;
  private final Slot[] slots;
  // What is known of each component's values by its declared type.
  private final Object[] parts;

  private RecordCompiler(RecordAccess access) {
    this.access = access;
    slots = access.shape().slots().toArray(Slot[]::new);
    parts = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      parts[i] = part(access.getter(i).type().returnType());
    }
  }

  /** Compiled code for the record, or {@code other} where it has too many components. */
  static RecordCode compiled(RecordAccess access, RecordCode other) {
    return access.shape().slots().size() > MOST_COMPONENTS
        ? other
        : new RecordCompiler(access).compile();
  }

  /**
   * How all values of {@code type} are written where that is known before they come: then they need
   * not be asked for their class, and what is written for them becomes one piece with the record.
   */
  private static Object part(Class<?> type) {
    if (type.isRecord() && type != Pid.class) {
      return RecordAccess.of(type);
    }
    if (type.isEnum()) {
      return EnumAccess.of(type);
    }
    return Modifier.isFinal(type.getModifiers()) ? Encoder.of(type) : type;
  }

  private RecordCode compile() {
    ClassDesc name = ClassDesc.of(RecordCode.class.getPackageName(), "CompiledRecordCode");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                type -> {
                  type.withSuperclass(CODE).withFlags(ClassFile.ACC_FINAL);
                  MethodTypeDesc init = MethodTypeDesc.of(CD_void, SHAPE);
                  type.withMethodBody(
                      INIT_NAME,
                      init,
                      0,
                      body ->
                          body.aload(0).aload(1).invokespecial(CODE, INIT_NAME, init).return_());
                  type.withMethodBody("write", WRITE, 0, this::write);
                  type.withMethodBody(
                      "read", MethodTypeDesc.of(CD_Object, READING, FORM), 0, this::read);
                });
    try {
      MethodHandles.Lookup inside =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants(), true);
      MethodType init = MethodType.methodType(void.class, Shape.class);
      return (RecordCode) inside.findConstructor(inside.lookupClass(), init).invoke(access.shape());
    } catch (Throwable e) {
      throw new IllegalStateException("no code for " + access.type(), e);
    }
  }

  /** The accessors in order, the constructor, then the parts. */
  private List<Object> constants() {
    List<Object> constants = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      Class<?> type = slots[i].kind().type();
      constants.add(access.getter(i).asType(MethodType.methodType(type, Object.class)));
    }
    Class<?>[] parameters = Arrays.stream(slots).map(s -> s.kind().type()).toArray(Class<?>[]::new);
    constants.add(access.constructor().asType(MethodType.methodType(Object.class, parameters)));
    constants.addAll(Arrays.asList(parts));
    return constants;
  }

  private static DynamicConstantDesc<?> handle(int index) {
    return constant(ConstantDescs.CD_MethodHandle, index);
  }

  private DynamicConstantDesc<?> part(ClassDesc type, int index) {
    return constant(type, slots.length + 1 + index);
  }

  private static DynamicConstantDesc<?> constant(ClassDesc type, int index) {
    return DynamicConstantDesc.ofNamed(
        ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index);
  }

  private static void invoke(CodeBuilder body, ClassDesc result, ClassDesc... parameters) {
    body.invokevirtual(
        ConstantDescs.CD_MethodHandle, "invokeExact", MethodTypeDesc.of(result, parameters));
  }

  // Locals: 0 this, 1 the record, 2 Writing, 3 the component we are at, 4 Output, 5 a nested
  // record.
  private void write(CodeBuilder body) {
    body.iconst_0().istore(3);
    body.aload(2).invokevirtual(WRITING, "out", MethodTypeDesc.of(OUTPUT)).astore(4);
    body.trying(
        block -> {
          for (int i = 0; i < slots.length; i++) {
            write(block, i);
            block.iinc(3, 1);
          }
          block.return_();
        },
        catches -> catches.catchingAll(handler -> fail(handler, "unwritten", 6)));
  }

  private void write(CodeBuilder body, int i) {
    Kind kind = slots[i].kind();
    ClassDesc type = desc(kind.type());
    body.aload(kind == Kind.VALUE ? 2 : 4);
    body.ldc(handle(i)).aload(1);
    invoke(body, type, CD_Object);
    if (kind == Kind.VALUE) {
      writeValue(body, i);
    } else {
      body.invokevirtual(OUTPUT, "write" + suffix(i), MethodTypeDesc.of(CD_void, type));
    }
  }

  // On the stack: Writing, the component.
  private void writeValue(CodeBuilder body, int i) {
    String verb = access.isNullable(i) ? "value" : "component";
    switch (parts[i]) {
      case RecordAccess _ -> {
        body.dup().astore(5);
        body.ldc(part(ACCESS, i));
        body.invokevirtual(WRITING, verb, MethodTypeDesc.of(CD_boolean, CD_Object, ACCESS));
        body.ifThen(there -> {
          there.ldc(part(ACCESS, i));
          there.invokevirtual(ACCESS, "code", MethodTypeDesc.of(CODE));
          there.aload(5).aload(2).invokevirtual(CODE, "write", WRITE);
          there.aload(2).invokevirtual(WRITING, "leave", MethodTypeDesc.of(CD_void));
        });
      }
      case EnumAccess _ -> {
        body.ldc(part(ENUM, i));
        body.invokevirtual(WRITING, verb, MethodTypeDesc.of(CD_void, CD_Object, ENUM));
      }
      case Encoder _ -> {
        body.ldc(part(ENCODER, i));
        body.invokevirtual(WRITING, verb, MethodTypeDesc.of(CD_void, CD_Object, ENCODER));
      }
      default -> body.invokevirtual(WRITING, verb, MethodTypeDesc.of(CD_void, CD_Object));
    }
  }

  // Locals: 0 this, 1 Reading, 2 the form, 3 the component we are at, 4 Input, 5.. the components.
  private void read(CodeBuilder body) {
    int local = 5;
    int[] locals = new int[slots.length];
    for (int i = 0; i < slots.length; i++) {
      locals[i] = local;
      local += TypeKind.from(slots[i].kind().type()).slotSize();
    }
    int caught = local;
    body.iconst_0().istore(3);
    body.aload(1).invokevirtual(READING, "in", MethodTypeDesc.of(INPUT)).astore(4);
    body.trying(
        block -> {
          for (int i = 0; i < slots.length; i++) {
            read(block, i);
            block.storeLocal(TypeKind.from(slots[i].kind().type()), locals[i]);
            block.iinc(3, 1);
          }
          make(block, locals);
        },
        catches -> catches.catchingAll(handler -> fail(handler, "unread", caught)));
  }

  private void read(CodeBuilder body, int i) {
    Kind kind = slots[i].kind();
    if (kind == Kind.VALUE) {
      readValue(body, i);
    } else {
      body.aload(4);
      body.invokevirtual(INPUT, "read" + suffix(i), MethodTypeDesc.of(desc(kind.type())));
    }
  }

  private void readValue(CodeBuilder body, int i) {
    MethodTypeDesc reader = MethodTypeDesc.of(CD_Object, CD_int, READING);
    if (!(parts[i] instanceof RecordAccess)) {
      String verb = parts[i] instanceof EnumAccess ? "readConstant" : "read";
      body.aload(2).loadConstant(i).aload(1).invokevirtual(FORM, verb, reader);
      return;
    }
    body.aload(2).loadConstant(i).aload(1).ldc(part(ACCESS, i));
    body.invokevirtual(FORM, "begins", MethodTypeDesc.of(CD_boolean, CD_int, READING, ACCESS));
    body.ifThenElse(
        its -> {
          its.ldc(part(ACCESS, i));
          its.invokevirtual(ACCESS, "code", MethodTypeDesc.of(CODE));
          its.aload(1).aload(2).loadConstant(i);
          its.invokevirtual(FORM, "nested", MethodTypeDesc.of(FORM, CD_int));
          its.invokevirtual(CODE, "read", MethodTypeDesc.of(CD_Object, READING, FORM));
          its.aload(1).invokevirtual(READING, "leave", MethodTypeDesc.of(CD_void));
        },
        other -> other.aload(2).loadConstant(i).aload(1).invokevirtual(FORM, "read", reader));
  }

  private void make(CodeBuilder body, int[] locals) {
    body.ldc(handle(slots.length));
    ClassDesc[] parameters = new ClassDesc[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Class<?> type = slots[i].kind().type();
      parameters[i] = desc(type);
      body.loadLocal(TypeKind.from(type), locals[i]);
    }
    invoke(body, CD_Object, parameters);
    body.areturn();
  }

  private static void fail(CodeBuilder handler, String method, int caught) {
    handler.astore(caught).aload(0).aload(caught).iload(3);
    handler.invokevirtual(CODE, method, FAIL).athrow();
  }

  /** What the method of Output and Input for a bare component is called behind its verb. */
  private String suffix(int i) {
    Kind kind = slots[i].kind();
    if (kind == Kind.TEXT) {
      return access.isNullable(i) ? "NullableText" : "Text";
    }
    String name = kind.type().getName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static ClassDesc desc(Class<?> type) {
    return type == Object.class
        ? CD_Object
        : type == String.class ? CD_String : ClassDesc.ofDescriptor(type.descriptorString());
  }
}
