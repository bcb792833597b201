package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message or session says of a record before its first occurrence. It holds names only and
 * no class, so that a session that remembers it keeps no version of the code alive.
 */
final class Shape {

  private static final int VARIANT = 1;
  // Each slot says more than its name; so does the type where FORMERLY is set.
  private static final int DETAILED = 2;
  private static final int FORMERLY = 4;

  /** More than any record has. */
  private static final int MOST_SLOTS = 4_096;

  private final String type;
  private final boolean variant;
  private final List<String> formerly;
  private final List<Slot> slots;
  private final int hash;
  // Made when first asked for; who comes second may make it again.
  private byte @Nullable [] bytes;

  /**
   * A shape.
   *
   * @param type the name of the record's class
   * @param variant true where the class implements a sealed interface
   * @param formerly names that the class had in earlier versions
   * @param slots the components in order
   */
  Shape(String type, boolean variant, List<String> formerly, List<Slot> slots) {
    this.type = type;
    this.variant = variant;
    this.formerly = List.copyOf(formerly);
    this.slots = List.copyOf(slots);
    hash = 31 * type.hashCode() + this.slots.hashCode();
  }

  String type() {
    return type;
  }

  boolean variant() {
    return variant;
  }

  List<String> formerly() {
    return formerly;
  }

  List<Slot> slots() {
    return slots;
  }

  /** The name of the class without package and enclosing class; so below. */
  String simpleType() {
    return simple(type);
  }

  static String simple(String type) {
    return new Tree.RecordNode(type, false, List.of()).simpleType();
  }

  boolean isSameType(Shape other) {
    return Former.isSameType(other.type, other.formerly, type, formerly);
  }

  void write(Output out) {
    out.raw(bytes());
  }

  /** As written; not to be changed. */
  byte[] bytes() {
    byte[] made = bytes;
    if (made == null) {
      var out = new Output();
      describe(out);
      made = out.toArray();
      bytes = made;
    }
    return made;
  }

  private void describe(Output out) {
    boolean detailed = !slots.stream().allMatch(Slot::isPlain);
    Former.writeName(type, out);
    out.octet(
        (variant ? VARIANT : 0) | (detailed ? DETAILED : 0) | (formerly.isEmpty() ? 0 : FORMERLY));
    if (!formerly.isEmpty()) {
      Former.writeNames(formerly, out);
    }
    if (slots.size() > MOST_SLOTS) {
      throw new Failure("a record of " + slots.size() + " components");
    }
    out.varint(slots.size());
    for (Slot slot : slots) {
      Former.writeName(slot.name(), out);
      if (detailed) {
        slot.writeMore(out);
      }
    }
  }

  static Shape read(Input in) {
    String type = Former.readName(in);
    int flags = in.octet();
    if ((flags & ~(VARIANT | DETAILED | FORMERLY)) != 0) {
      throw new Failure("no record has flags " + (flags & 0xff));
    }
    List<String> formerly = (flags & FORMERLY) != 0 ? Former.readNames(in) : List.of();
    int count = in.count(1);
    if (count > MOST_SLOTS) {
      throw new Failure("a record of " + count + " components");
    }
    List<Slot> slots = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String name = Former.readName(in);
      slots.add((flags & DETAILED) != 0 ? Slot.readMore(name, in) : Slot.plain(name));
      if (!names.add(name)) {
        throw new Failure("a record " + type + " with two components of one name");
      }
    }
    return new Shape(type, (flags & VARIANT) != 0, formerly, slots);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // mostly it is the same
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Shape shape
            && hash == shape.hash
            && type.equals(shape.type)
            && variant == shape.variant
            && formerly.equals(shape.formerly)
            && slots.equals(shape.slots));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return simpleType();
  }
}
