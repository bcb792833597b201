package dev.jumpgate.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum by the names of its constants. */
final class ConstantForm extends Form {

  private final Class<?> type;
  private final List<String> formerly;
  private final EnumAccess access;
  private final Object[] values;
  private final Map<String, Object> constants = new HashMap<>();
  // Under the names that constants had once, where no other has it now.
  private final Map<String, Object> former = new HashMap<>();

  ConstantForm(Class<?> type) {
    this.type = type;
    formerly = Former.namesOf(type);
    access = EnumAccess.of(type);
    values = type.getEnumConstants();
    for (Object value : values) {
      Constant constant = access.constant((Enum<?>) value);
      constants.put(constant.name(), value);
      constant.formerly().forEach(name -> former.putIfAbsent(name, value));
    }
  }

  @Override
  String what() {
    return Shape.simple(type.getName());
  }

  @Override
  Object constant(Constant constant, Reading in) {
    int place = access.place(constant);
    if (place >= 0) {
      return values[place];
    }
    if (!takes(constant)) {
      return super.constant(constant, in);
    }
    Object value = find(constant);
    if (value == null) {
      throw new Failure(what() + " has no constant " + constant.name());
    }
    Constant own = access.constant((Enum<?>) value);
    if (constant.equals(own)) {
      in.constants().replace(constant, own);
    }
    return value;
  }

  private @Nullable Object find(Constant constant) {
    Object value = constants.get(constant.name());
    if (value == null) {
      value = former.get(constant.name());
    }
    for (String name : constant.formerly()) {
      if (value == null) {
        value = constants.get(name);
      }
    }
    return value;
  }

  @Override
  boolean takes(Tag tag) {
    return false;
  }

  @Override
  boolean takes(Constant constant) {
    return Former.isSameType(constant.type(), constant.typeFormerly(), type.getName(), formerly);
  }
}
