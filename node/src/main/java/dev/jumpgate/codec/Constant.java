package dev.jumpgate.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What travels of an enum constant: names, not the class. */
final class Constant {

  private static final int UNKNOWN = -1;

  private final String type;
  private final String name;
  private final List<String> formerly;
  private final List<String> typeFormerly;
  private final int ordinal;
  private final int hash;

  /**
   * A constant of an enum that there is.
   *
   * @param formerly names that the constant had in earlier versions
   * @param typeFormerly names that its class had
   * @param ordinal its place in the enum, which does not travel
   */
  Constant(
      String type, String name, List<String> formerly, List<String> typeFormerly, int ordinal) {
    this.type = type;
    this.name = name;
    this.formerly = formerly;
    this.typeFormerly = typeFormerly;
    this.ordinal = ordinal;
    hash = type.hashCode() * 31 + name.hashCode();
  }

  /** A constant of which no more is known than its names. */
  static Constant plain(String type, String name) {
    return new Constant(type, name, List.of(), List.of(), UNKNOWN);
  }

  String type() {
    return type;
  }

  String name() {
    return name;
  }

  List<String> formerly() {
    return formerly;
  }

  List<String> typeFormerly() {
    return typeFormerly;
  }

  /** Its place in the enum; negative for one that was read. */
  int ordinal() {
    return ordinal;
  }

  void write(Output out) {
    Former.writeName(type, out);
    Former.writeName(name, out);
    Former.writeNames(formerly, out);
    Former.writeNames(typeFormerly, out);
  }

  static Constant read(Input in) {
    return new Constant(
        Former.readName(in),
        Former.readName(in),
        Former.readNames(in),
        Former.readNames(in),
        UNKNOWN);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // mostly it is the same
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Constant constant
            && hash == constant.hash
            && type.equals(constant.type)
            && name.equals(constant.name)
            && formerly.equals(constant.formerly)
            && typeFormerly.equals(constant.typeFormerly));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return name;
  }
}
