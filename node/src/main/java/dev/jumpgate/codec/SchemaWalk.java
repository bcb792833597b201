package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Tree;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The walk from the roots of a schema over all types below, which makes their forms. */
final class SchemaWalk {

  /** A generic type that contains ever larger versions of itself has no end. */
  private static final int DEEPEST = 256;

  // Only records, enums and families: what can be recursive or is worth sharing.
  private final Map<Applied, Form> known = new HashMap<>();
  private final List<Schema.Refusal> refusals = new ArrayList<>();
  private int depth;

  /** What was met that is mutable or open; forms are of no use unless this is empty. */
  List<Schema.Refusal> refusals() {
    return refusals;
  }

  Form root(Applied type) {
    return form(type, Shape.simple(type.raw().getName()));
  }

  private Form form(Applied type, String path) {
    if (depth == DEEPEST) {
      var endless =
          new Schema.Refusal(
              path.substring(0, Math.min(80, path.length())), "nested deeper than " + DEEPEST);
      refusals.add(endless);
      throw new SchemaException(endless.toString());
    }
    depth++;
    Form form = formOf(type, path);
    depth--;
    return form;
  }

  private Form formOf(Applied type, String path) {
    Class<?> raw = type.raw();
    Class<?> boxed = MethodType.methodType(raw).wrap().returnType();
    if (boxed == Void.class) {
      return SpecialForm.NOTHING;
    }
    if (Scalar.types().contains(boxed)) {
      return new ScalarForm(boxed, raw.isPrimitive());
    }
    Form container = container(type, path);
    return container != null ? container : named(type, path);
  }

  private @Nullable Form container(Applied type, String path) {
    Class<?> raw = type.raw();
    if (raw == Optional.class) {
      return new OptionalForm(form(type.argument(0), path));
    }
    if (raw == List.class || raw == PVec.class) {
      return new ListForm(raw == PVec.class, form(type.argument(0), path + "[]"));
    }
    if (raw == Set.class || raw == PSet.class) {
      return new SetForm(raw == PSet.class, form(type.argument(0), path + "[]"));
    }
    if (raw == Map.class || raw == PMap.class) {
      Form key = form(type.argument(0), path + "[key]");
      return new MapForm(raw == PMap.class, key, form(type.argument(1), path + "[]"));
    }
    if (raw == Pid.class) {
      return SpecialForm.PID;
    }
    if (raw == Ref.class) {
      return SpecialForm.REF;
    }
    return raw == Tree.class ? SpecialForm.TREE : null;
  }

  private Form named(Applied type, String path) {
    Form already = known.get(type);
    if (already != null) {
      return already;
    }
    Class<?> raw = type.raw();
    if (raw.isRecord()) {
      return record(type, path);
    }
    if (raw.isEnum()) {
      return constant(type);
    }
    if (raw.isInterface() && raw.isSealed()) {
      return family(type, path);
    }
    refusals.add(new Schema.Refusal(path, raw.getTypeName() + " " + refusal(raw)));
    return SpecialForm.NOTHING;
  }

  private Form record(Applied type, String path) {
    RecordAccess access = RecordAccess.of(type.raw());
    RecordForm form = new RecordForm(access);
    known.put(type, form);
    List<RecordForm.Part> parts = new ArrayList<>();
    RecordComponent[] components = type.raw().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Slot slot = access.shape().slots().get(i);
      Form part = form(type.inside(components[i].getGenericType()), path + "." + slot.name());
      parts.add(new RecordForm.Part(slot, part, access.isNullable(i)));
    }
    form.fill(parts);
    return form;
  }

  private Form constant(Applied type) {
    Form form = new ConstantForm(type.raw());
    known.put(type, form);
    return form;
  }

  private Form family(Applied type, String path) {
    FamilyForm family = new FamilyForm(type.raw());
    known.put(type, family);
    Map<String, Form> members = new HashMap<>();
    addMembers(type, path, members);
    family.fill(members);
    return family;
  }

  private void addMembers(Applied type, String path, Map<String, Form> members) {
    for (Class<?> permitted : type.raw().getPermittedSubclasses()) {
      Applied member = type.subtype(permitted);
      if (permitted.isInterface() && permitted.isSealed()) {
        addMembers(member, path, members);
      } else {
        String inside = path + "(" + Shape.simple(permitted.getName()) + ")";
        members.put(permitted.getName(), named(member, inside));
      }
    }
  }

  private static String refusal(Class<?> raw) {
    if (raw.isArray()) {
      return "is mutable; use PVec, or Bytes for bytes";
    }
    if (raw == Object.class) {
      return "says nothing of what it holds; name a type";
    }
    if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
      return "is open; use a record, a sealed interface of records or an enum";
    }
    return "is mutable or open; use a record, an enum or a value of java.time";
  }
}
