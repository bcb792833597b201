package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * What a schema allows in one place: a type with its type arguments, and how its values are read.
 *
 * <p>Forms of recursive types are cyclic, therefore those of records and families are filled after
 * they are made.
 */
abstract sealed class Form
    permits ScalarForm,
        ConstantForm,
        RecordForm,
        FamilyForm,
        OptionalForm,
        ListForm,
        SetForm,
        MapForm,
        SpecialForm {

  /** The type in a few words, for messages. */
  abstract String what();

  /** Reads a value, null where null was written: whether that may be is for the place to say. */
  @Nullable Object read(Reading in) {
    return read(in.in().tag(), in);
  }

  /** Reads the value whose tag was read. */
  final @Nullable Object read(Tag tag, Reading in) {
    return switch (tag) {
      case NEW_RECORD, RECORD -> record(in.shape(tag), in);
      case NEW_CONSTANT, CONSTANT -> constant(in.constant(tag), in);
      default -> other(tag, in);
    };
  }

  /** Reads a value that is there; null is none. */
  final Object present(Reading in) {
    return present(read(in));
  }

  final Object present(@Nullable Object value) {
    if (value == null) {
      throw mismatch("null");
    }
    return value;
  }

  /** Reads the components of a record. */
  Object record(Shape shape, Reading in) {
    throw mismatch("a " + shape.type());
  }

  /** Takes a constant that was read. */
  Object constant(Constant constant, Reading in) {
    throw mismatch("a " + constant.type()).found(constant.name());
  }

  /** Reads the value that follows any other tag. */
  @Nullable Object other(Tag tag, Reading in) {
    return switch (tag) {
      case NULL -> null;
      case NONE -> throw mismatch("null");
      // What was optional in another version.
      case SOME -> inside(in);
      default -> throw mismatch("a value of kind " + tag);
    };
  }

  /** Reads the value of an Optional. */
  final Object inside(Reading in) {
    in.enter();
    Object value;
    try {
      value = present(in);
    } catch (Throwable e) {
      throw Failure.of(e).in("value");
    }
    in.leave();
    return value;
  }

  /** Takes a scalar that was read without a tag. */
  @Nullable Object bare(@Nullable Object scalar) {
    if (scalar == null) {
      return null;
    }
    throw mismatch("a " + scalar.getClass().getSimpleName()).found(scalar);
  }

  /**
   * What a component of this form gets that the bytes do not have: empty; null where it has none.
   */
  @Nullable Object fallback() {
    return null;
  }

  /** Reads a difference to {@code old}. */
  final @Nullable Object apply(@Nullable Object old, Reading in) {
    Tag tag = in.in().tag();
    return switch (tag) {
      case SAME -> old;
      case RECORD_CHANGE -> recordChange(in.shape(in.in().tag()), old, in);
      case MAP_CHANGE, VECTOR_CHANGE, SET_CHANGE, SOME_CHANGE -> change(tag, old, in);
      default -> read(tag, in);
    };
  }

  /** Reads what changed of a record. */
  Object recordChange(Shape shape, @Nullable Object old, Reading in) {
    throw mismatch("a change of a " + shape.type());
  }

  /** Reads what changed of another value. */
  Object change(Tag tag, @Nullable Object old, Reading in) {
    throw mismatch("a difference of kind " + tag);
  }

  /** True where a message may begin so, with this as its root; so the next two. */
  abstract boolean takes(Tag tag);

  boolean takes(Shape shape) {
    return false;
  }

  boolean takes(Constant constant) {
    return false;
  }

  final Failure mismatch(String found) {
    return new Failure("a " + what() + " goes here, not " + found);
  }
}
