package dev.jumpgate.codec;

import dev.jumpgate.state.Tree;
import org.jspecify.annotations.Nullable;

/** The types that are one of a kind. */
final class SpecialForm extends Form {

  static final SpecialForm PID = new SpecialForm("Pid", Tag.PID);
  static final SpecialForm REF = new SpecialForm("Ref", Tag.REF);
  static final SpecialForm TREE = new SpecialForm("Tree", Tag.TREE);

  /** Null and nothing else. */
  static final SpecialForm NOTHING = new SpecialForm("null", Tag.NULL);

  private final String what;
  private final Tag own;

  private SpecialForm(String what, Tag own) {
    this.what = what;
    this.own = own;
  }

  @Override
  String what() {
    return what;
  }

  @Override
  Object record(Shape shape, Reading in) {
    return own == Tag.TREE ? new TreeReader(in).record(shape) : super.record(shape, in);
  }

  @Override
  Object constant(Constant constant, Reading in) {
    return own == Tag.TREE ? TreeReader.constant(constant) : super.constant(constant, in);
  }

  @Override
  @Nullable Object other(Tag tag, Reading in) {
    if (own == Tag.TREE && tag != Tag.NULL) {
      return new TreeReader(in).read(tag);
    }
    if (tag == own && own == Tag.PID) {
      return in.pid();
    }
    return tag == own && own == Tag.REF ? in.ref() : super.other(tag, in);
  }

  @Override
  @Nullable Object bare(@Nullable Object scalar) {
    return own == Tag.TREE && scalar != null ? Tree.of(scalar) : super.bare(scalar);
  }

  @Override
  boolean takes(Tag tag) {
    return own == Tag.TREE || tag == own;
  }

  @Override
  boolean takes(Shape shape) {
    return own == Tag.TREE;
  }

  @Override
  boolean takes(Constant constant) {
    return own == Tag.TREE;
  }
}
