package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * How a component stands in a record's bytes: as any value, tag first, or bare, because its
 * declared type says all. The ordinals are the binary form.
 */
enum Kind {
  VALUE(Object.class),
  TEXT(String.class),
  BOOLEAN(boolean.class),
  BYTE(byte.class),
  SHORT(short.class),
  INT(int.class),
  LONG(long.class),
  FLOAT(float.class),
  DOUBLE(double.class),
  CHAR(char.class);

  private static final Kind[] ALL = values();

  private final Class<?> type;

  Kind(Class<?> type) {
    this.type = type;
  }

  /** The kind of a component that is declared as {@code type}. */
  static Kind of(Class<?> type) {
    for (Kind kind : ALL) {
      if (kind.type == type) {
        return kind;
      }
    }
    return VALUE;
  }

  static Kind of(int code) {
    if (code >= ALL.length) {
      throw new Failure("no kind of component has number " + code);
    }
    return ALL[code];
  }

  @SuppressWarnings("EnumOrdinal") // see above
  int code() {
    return ordinal();
  }

  /** What compiled code has on its stack for a component of this kind. */
  Class<?> type() {
    return type;
  }

  /** Writes the component; only VALUE and TEXT know null. */
  void write(@Nullable Object value, Writing out) {
    Output bytes = out.out();
    switch (this) {
      case VALUE -> out.value(value);
      case TEXT -> bytes.writeNullableText((String) value);
      default -> {
        if (value == null) {
          throw new IllegalArgumentException("null is no " + type);
        }
        writeBare(value, bytes);
      }
    }
  }

  private static void writeBare(Object value, Output bytes) {
    switch (value) {
      case Boolean flag -> bytes.writeBoolean(flag);
      case Byte number -> bytes.writeByte(number);
      case Short number -> bytes.writeShort(number);
      case Integer number -> bytes.writeInt(number);
      case Long number -> bytes.writeLong(number);
      case Float number -> bytes.writeFloat(number);
      case Double number -> bytes.writeDouble(number);
      case Character letter -> bytes.writeChar(letter);
      default -> throw new IllegalArgumentException(value.getClass() + " has no bare form");
    }
  }

  /** The component, boxed; never of VALUE. */
  @Nullable Object read(Input in) {
    return switch (this) {
      case VALUE -> throw new IllegalStateException("a value has a tag");
      case TEXT -> in.readNullableText();
      case BOOLEAN -> in.readBoolean();
      case BYTE -> in.readByte();
      case SHORT -> in.readShort();
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case CHAR -> in.readChar();
    };
  }
}
