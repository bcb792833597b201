package dev.jumpgate.codec;

import dev.jumpgate.state.PMap;
import dev.jumpgate.state.PSet;
import dev.jumpgate.state.PVec;
import dev.jumpgate.state.Sensitive;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The walk from a type that a schema has admitted over all below, which makes its checks. */
final class CheckWalk {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  // Records and families: what can be recursive.
  private final Map<Applied, ValueCheck> known = new HashMap<>();
  private final List<ValueCheck> all = new ArrayList<>();

  /** The checks of values of one of the types, in that order. */
  static List<ValueCheck> of(Set<Applied> roots) {
    CheckWalk walk = new CheckWalk();
    List<ValueCheck> checks = roots.stream().map(walk::check).toList();
    walk.settle();
    return checks;
  }

  /** A part is needed where one below it is, through circles too. */
  private void settle() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (ValueCheck check : all) {
        if (!check.needed && check.parts().stream().anyMatch(part -> part.needed)) {
          check.needed = true;
          changed = true;
        }
      }
    }
    for (ValueCheck check : all) {
      if (check instanceof RecordCheck record) {
        record.settle();
      }
    }
  }

  private ValueCheck check(Applied type) {
    ValueCheck already = known.get(type);
    if (already != null) {
      return already;
    }
    Class<?> raw = type.raw();
    if (raw.isRecord() && raw != dev.jumpgate.process.Pid.class) {
      return record(type);
    }
    if (raw.isInterface() && raw.isSealed() && raw != dev.jumpgate.state.Tree.class) {
      return family(type);
    }
    ValueCheck check = simple(type);
    all.add(check);
    return check;
  }

  private ValueCheck simple(Applied type) {
    Class<?> raw = type.raw();
    if (raw == Optional.class) {
      return new ValueCheck.OfOptional(check(type.argument(0)));
    }
    if (raw == List.class || raw == PVec.class) {
      return new ListCheck(raw, check(type.argument(0)));
    }
    if (raw == Set.class || raw == PSet.class) {
      return new SetCheck(raw, check(type.argument(0)));
    }
    if (raw == Map.class || raw == PMap.class) {
      return new MapCheck(raw, check(type.argument(0)), check(type.argument(1)));
    }
    return new ValueCheck.Plain(MethodType.methodType(raw).wrap().returnType());
  }

  private ValueCheck record(Applied type) {
    var record = new RecordCheck(type.raw());
    known.put(type, record);
    all.add(record);
    List<RecordCheck.Part> parts = new ArrayList<>();
    for (RecordComponent component : type.raw().getRecordComponents()) {
      parts.add(
          new RecordCheck.Part(
              component.getName(),
              component.getType().isPrimitive() || Nullness.allowsNull(component),
              component.isAnnotationPresent(Sensitive.class),
              getter(component),
              check(type.inside(component.getGenericType()))));
    }
    record.fill(parts);
    return record;
  }

  private static MethodHandle getter(RecordComponent component) {
    try {
      // The application's classes are in unnamed modules, which are open to all.
      return MethodHandles.privateLookupIn(component.getDeclaringRecord(), LOOKUP)
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new SchemaException(
          component.getDeclaringRecord().getName() + " cannot be accessed: " + e.getMessage());
    }
  }

  private ValueCheck family(Applied type) {
    var family = new FamilyCheck(type.raw());
    known.put(type, family);
    all.add(family);
    Map<Class<?>, ValueCheck> members = new HashMap<>();
    addMembers(type, members);
    family.fill(members);
    return family;
  }

  private void addMembers(Applied type, Map<Class<?>, ValueCheck> members) {
    for (Class<?> permitted : type.raw().getPermittedSubclasses()) {
      Applied member = type.subtype(permitted);
      if (permitted.isInterface()) {
        addMembers(member, members);
      } else {
        members.put(permitted, check(member));
      }
    }
  }
}
