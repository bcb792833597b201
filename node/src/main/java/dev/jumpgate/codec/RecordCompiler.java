package dev.jumpgate.codec;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
  private static final ClassDesc FAILURE = desc(Failure.class);
  private static final MethodTypeDesc FAIL = MethodTypeDesc.of(FAILURE, CD_Throwable, CD_int);

  private final RecordAccess access;
  private final Slot[] slots;

  private RecordCompiler(RecordAccess access) {
    this.access = access;
    slots = access.shape().slots().toArray(Slot[]::new);
  }

  /** Compiled code for the record, or {@code other} where it has too many components. */
  static RecordCode compiled(RecordAccess access, RecordCode other) {
    return access.shape().slots().size() > MOST_COMPONENTS
        ? other
        : new RecordCompiler(access).compile();
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
                  type.withMethodBody(
                      "write", MethodTypeDesc.of(CD_void, CD_Object, WRITING), 0, this::write);
                  type.withMethodBody(
                      "read", MethodTypeDesc.of(CD_Object, READING, FORM), 0, this::read);
                });
    try {
      MethodHandles.Lookup inside =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes, handles(), true);
      MethodType init = MethodType.methodType(void.class, Shape.class);
      return (RecordCode) inside.findConstructor(inside.lookupClass(), init).invoke(access.shape());
    } catch (Throwable e) {
      throw new IllegalStateException("no code for " + access.type(), e);
    }
  }

  /** The accessors in order, then the constructor. */
  private List<MethodHandle> handles() {
    List<MethodHandle> handles = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      Class<?> type = slots[i].kind().type();
      handles.add(access.getter(i).asType(MethodType.methodType(type, Object.class)));
    }
    Class<?>[] parameters = Arrays.stream(slots).map(s -> s.kind().type()).toArray(Class<?>[]::new);
    handles.add(access.constructor().asType(MethodType.methodType(Object.class, parameters)));
    return handles;
  }

  private static DynamicConstantDesc<MethodHandle> handle(int index) {
    return DynamicConstantDesc.ofNamed(
        ConstantDescs.BSM_CLASS_DATA_AT,
        ConstantDescs.DEFAULT_NAME,
        ConstantDescs.CD_MethodHandle,
        index);
  }

  private static void invoke(CodeBuilder body, ClassDesc result, ClassDesc... parameters) {
    body.invokevirtual(
        ConstantDescs.CD_MethodHandle, "invokeExact", MethodTypeDesc.of(result, parameters));
  }

  // Locals: 0 this, 1 the record, 2 Writing, 3 the component we are at, 4 Output.
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
        catches -> catches.catchingAll(handler -> fail(handler, "unwritten", 5)));
  }

  private void write(CodeBuilder body, int i) {
    Kind kind = slots[i].kind();
    ClassDesc type = desc(kind.type());
    body.aload(kind == Kind.VALUE ? 2 : 4);
    body.ldc(handle(i)).aload(1);
    invoke(body, type, CD_Object);
    MethodTypeDesc writer = MethodTypeDesc.of(CD_void, type);
    switch (kind) {
      case VALUE ->
          body.invokevirtual(WRITING, access.isNullable(i) ? "value" : "component", writer);
      default -> body.invokevirtual(OUTPUT, "write" + suffix(i), writer);
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
      body.aload(2).loadConstant(i).aload(1);
      body.invokevirtual(FORM, "read", MethodTypeDesc.of(CD_Object, CD_int, READING));
    } else {
      body.aload(4);
      body.invokevirtual(INPUT, "read" + suffix(i), MethodTypeDesc.of(desc(kind.type())));
    }
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
