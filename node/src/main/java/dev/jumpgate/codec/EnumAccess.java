package dev.jumpgate.codec;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

/** What travels of the constants of one enum, made once and kept with the class. */
final class EnumAccess {

  private static final ClassValue<EnumAccess> ALL =
      new ClassValue<>() {
        @Override
        protected EnumAccess computeValue(Class<?> type) {
          return new EnumAccess(type);
        }
      };

  private final List<Constant> constants;

  private EnumAccess(Class<?> type) {
    List<String> typeFormerly = Former.namesOf(type);
    constants =
        Arrays.stream(type.getEnumConstants())
            .map(value -> {
              String name = ((Enum<?>) value).name();
              return new Constant(type.getName(), name, formerly(type, name), typeFormerly);
            })
            .toList();
  }

  /** The access to an enum, or to that of which {@code type} is the class of a constant. */
  static EnumAccess of(Class<?> type) {
    return ALL.get(type.isEnum() ? type : type.getSuperclass());
  }

  private static List<String> formerly(Class<?> type, String name) {
    try {
      Field field = type.getField(name);
      return Former.namesOf(field);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a constant without a field: " + name, e);
    }
  }

  @SuppressWarnings("EnumOrdinal") // an index of what is in the order of the constants
  Constant constant(Enum<?> value) {
    return constants.get(value.ordinal());
  }
}
