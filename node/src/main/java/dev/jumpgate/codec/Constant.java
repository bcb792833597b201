package dev.jumpgate.codec;

import java.util.List;
import java.util.Objects;

/**
 * What travels of an enum constant: names, not the class.
 *
 * @param formerly names that the constant had in earlier versions
 * @param typeFormerly names that its class had
 */
record Constant(String type, String name, List<String> formerly, List<String> typeFormerly) {

  /** A constant of which no more is known than its names. */
  static Constant plain(String type, String name) {
    return new Constant(type, name, List.of(), List.of());
  }

  // Written out: it is looked up for each constant that is written, and two names tell enough.
  @Override
  public int hashCode() {
    return Objects.hashCode(type) * 31 + name.hashCode();
  }

  void write(Output out) {
    Former.writeName(type, out);
    Former.writeName(name, out);
    Former.writeNames(formerly, out);
    Former.writeNames(typeFormerly, out);
  }

  static Constant read(Input in) {
    return new Constant(
        Former.readName(in), Former.readName(in), Former.readNames(in), Former.readNames(in));
  }
}
