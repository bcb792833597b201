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

  private final Constant[] constants;

  private EnumAccess(Class<?> type) {
    List<String> typeFormerly = Former.namesOf(type);
    constants =
        Arrays.stream(type.getEnumConstants())
            .map(value -> constant(type, (Enum<?>) value, typeFormerly))
            .toArray(Constant[]::new);
  }

  /** The access to an enum, or to that of which {@code type} is the class of a constant. */
  static EnumAccess of(Class<?> type) {
    return ALL.get(type.isEnum() ? type : type.getSuperclass());
  }

  @SuppressWarnings("EnumOrdinal") // an index of what is in the order of the constants
  private static Constant constant(Class<?> type, Enum<?> value, List<String> typeFormerly) {
    String name = value.name();
    return new Constant(type.getName(), name, formerly(type, name), typeFormerly, value.ordinal());
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
    return constants[value.ordinal()];
  }

  /** The ordinal of the value of one of these very constants; -1 for any other. */
  @SuppressWarnings("ReferenceEquality") // as a session knows it after a while
  int place(Constant constant) {
    int place = constant.ordinal();
    return place >= 0 && place < constants.length && constants[place] == constant ? place : -1;
  }
}
