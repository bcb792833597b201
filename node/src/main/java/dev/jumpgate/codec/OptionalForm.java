package dev.jumpgate.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Optional. Also a value without one around it: a component that became optional, or a tree,
 * which shows just the value.
 */
final class OptionalForm extends Form {

  private final Form value;

  OptionalForm(Form value) {
    this.value = value;
  }

  @Override
  String what() {
    return "Optional";
  }

  @Override
  Object record(Shape shape, Reading in) {
    return Optional.of(value.record(shape, in));
  }

  @Override
  Object constant(Constant constant, Reading in) {
    return Optional.of(value.constant(constant, in));
  }

  @Override
  Object other(Tag tag, Reading in) {
    return switch (tag) {
      case NULL, NONE -> Optional.empty();
      case SOME -> Optional.of(value.inside(in));
      default -> Optional.of(value.present(value.other(tag, in)));
    };
  }

  @Override
  Object bare(@Nullable Object scalar) {
    return scalar == null ? Optional.empty() : Optional.of(value.present(value.bare(scalar)));
  }

  @Override
  Object fallback() {
    return Optional.empty();
  }

  @Override
  Object change(Tag tag, @Nullable Object old, Reading in) {
    if (tag != Tag.SOME_CHANGE || !(old instanceof Optional<?> was) || was.isEmpty()) {
      return super.change(tag, old, in);
    }
    in.enter();
    Object now;
    try {
      now = value.present(value.apply(was.get(), in));
    } catch (Throwable e) {
      throw Failure.of(e).in("value");
    }
    in.leave();
    return Optional.of(now);
  }

  @Override
  boolean takes(Tag tag) {
    return true;
  }

  @Override
  boolean takes(Shape shape) {
    return value.takes(shape);
  }

  @Override
  boolean takes(Constant constant) {
    return value.takes(constant);
  }
}
