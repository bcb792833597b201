package dev.jumpgate.codec;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A record. */
final class RecordForm extends Form {

  /** Versions of the class whose conversions are kept; more are made anew each time. */
  private static final int MOST_CONVERSIONS = 64;

  private final RecordAccess access;
  private final Shape own;
  private Part[] parts = {};
  private final Map<Shape, Conversion> conversions = new ConcurrentHashMap<>();

  /**
   * A component.
   *
   * @param slot what its class says of it
   * @param nullable whether nothing is said against null
   */
  record Part(Slot slot, Form form, boolean nullable) {

    @Nullable Object read(Reading in) {
      Tag tag = in.in().tag();
      return isNone(tag) ? null : checked(form.read(tag, in));
    }

    /** Whether the empty Optional of another version becomes null: only where that is said. */
    boolean isNone(Tag tag) {
      return tag == Tag.NONE && slot.nullable() && !(form instanceof OptionalForm);
    }

    @Nullable Object apply(@Nullable Object old, Reading in) {
      return checked(form.apply(old, in));
    }

    @Nullable Object checked(@Nullable Object value) {
      return nullable ? value : form.present(value);
    }
  }

  RecordForm(RecordAccess access) {
    this.access = access;
    own = access.shape();
  }

  void fill(List<Part> all) {
    parts = all.toArray(Part[]::new);
  }

  RecordAccess access() {
    return access;
  }

  Part part(int index) {
    return parts[index];
  }

  int size() {
    return parts.length;
  }

  @Override
  String what() {
    return own.simpleType();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a session knows the shape by identity after a while
  Object record(Shape shape, Reading in) {
    in.enter();
    Object record;
    if (shape == own || isOwn(shape, in)) {
      record = access.code().read(in, this);
    } else {
      record = conversion(shape).read(in);
    }
    in.leave();
    return record;
  }

  private boolean isOwn(Shape shape, Reading in) {
    if (!shape.equals(own)) {
      return false;
    }
    in.shapes().replace(shape, own);
    KnownShapes.remember(own);
    return true;
  }

  private Conversion conversion(Shape shape) {
    Conversion known = conversions.get(shape);
    if (known != null) {
      return known;
    }
    if (!takes(shape)) {
      throw mismatch("a " + shape.type());
    }
    Conversion conversion = new Conversion(this, shape);
    if (conversions.size() < MOST_CONVERSIONS) {
      conversions.put(shape, conversion);
    }
    return conversion;
  }

  /** Reads a component with a tag; compiled code calls this. */
  @Nullable Object read(int index, Reading in) {
    return parts[index].read(in);
  }

  // Shortcuts to what components mostly are, for compiled code.

  /** Steps into the component where it is a record of exactly the shape of {@code nested}. */
  boolean begins(int index, Reading in, RecordAccess nested) {
    if (!in.skips(nested.shape())) {
      return false;
    }
    in.enter();
    return true;
  }

  RecordForm nested(int index) {
    return (RecordForm) parts[index].form();
  }

  /** Reads a component whose type is an enum. */
  @Nullable Object readConstant(int index, Reading in) {
    Constant constant = in.knownConstant();
    return constant == null
        ? read(index, in)
        : ((ConstantForm) parts[index].form()).constant(constant, in);
  }

  @Override
  Object recordChange(Shape shape, @Nullable Object old, Reading in) {
    if (!shape.equals(own) || old == null || old.getClass() != access.type()) {
      return super.recordChange(shape, old, in);
    }
    in.enter();
    @Nullable Object[] values = new @Nullable Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = access.get(old, i);
    }
    for (int place = in.in().index(parts.length); place != 0; place = in.in().index(parts.length)) {
      int index = place - 1;
      try {
        values[index] = parts[index].apply(values[index], in);
      } catch (Throwable e) {
        throw RecordCode.located(Failure.of(e), parts[index].slot());
      }
    }
    in.leave();
    return access.make(values);
  }

  @Override
  boolean takes(Tag tag) {
    return false;
  }

  @Override
  boolean takes(Shape shape) {
    return own.isSameType(shape);
  }
}
