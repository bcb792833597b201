package dev.jumpgate.codec;

import java.util.List;

/**
 * What a {@link Shape} says of one component.
 *
 * @param sensitive annotated {@code @Sensitive}
 * @param nullable annotated {@code @Nullable}
 * @param formerly names that the component had in earlier versions
 */
record Slot(String name, Kind kind, boolean sensitive, boolean nullable, List<String> formerly) {

  private static final int KIND = 0x0f;
  private static final int SENSITIVE = 0x10;
  private static final int NULLABLE = 0x20;
  private static final int FORMERLY = 0x40;

  /** A component of which no more is known than its name. */
  static Slot plain(String name) {
    return new Slot(name, Kind.VALUE, false, false, List.of());
  }

  boolean isPlain() {
    return equals(plain(name));
  }

  void writeMore(Output out) {
    int flags =
        kind.code()
            | (sensitive ? SENSITIVE : 0)
            | (nullable ? NULLABLE : 0)
            | (formerly.isEmpty() ? 0 : FORMERLY);
    out.octet(flags);
    if (!formerly.isEmpty()) {
      Former.writeNames(formerly, out);
    }
  }

  static Slot readMore(String name, Input in) {
    int flags = in.octet();
    if ((flags & ~(KIND | SENSITIVE | NULLABLE | FORMERLY)) != 0) {
      throw new Failure("no component has flags " + (flags & 0xff));
    }
    Kind kind = Kind.of(flags & KIND);
    List<String> formerly = (flags & FORMERLY) != 0 ? Former.readNames(in) : List.of();
    return new Slot(name, kind, (flags & SENSITIVE) != 0, (flags & NULLABLE) != 0, formerly);
  }
}
