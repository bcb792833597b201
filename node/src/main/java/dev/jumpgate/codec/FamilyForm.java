package dev.jumpgate.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sealed interface by the class names of its records and enums, however deep. */
final class FamilyForm extends Form {

  private final Class<?> type;
  private Map<String, Form> members = Map.of();

  FamilyForm(Class<?> type) {
    this.type = type;
  }

  void fill(Map<String, Form> all) {
    members = Map.copyOf(all);
  }

  @Override
  String what() {
    return Shape.simple(type.getName());
  }

  private @Nullable Form member(Shape shape) {
    Form member = members.get(shape.type());
    return member != null ? member : formerMember(f -> f.takes(shape));
  }

  private @Nullable Form member(Constant constant) {
    Form member = members.get(constant.type());
    return member != null ? member : formerMember(f -> f.takes(constant));
  }

  private @Nullable Form formerMember(java.util.function.Predicate<Form> fits) {
    List<Form> fitting = members.values().stream().filter(fits).toList();
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }

  @Override
  Object record(Shape shape, Reading in) {
    Form member = member(shape);
    return member == null ? super.record(shape, in) : member.record(shape, in);
  }

  @Override
  Object constant(Constant constant, Reading in) {
    Form member = member(constant);
    return member == null ? super.constant(constant, in) : member.constant(constant, in);
  }

  @Override
  Object recordChange(Shape shape, @Nullable Object old, Reading in) {
    Form member = member(shape);
    return member == null
        ? super.recordChange(shape, old, in)
        : member.recordChange(shape, old, in);
  }

  @Override
  boolean takes(Tag tag) {
    return false;
  }

  @Override
  boolean takes(Shape shape) {
    return member(shape) != null;
  }

  @Override
  boolean takes(Constant constant) {
    return member(constant) != null;
  }
}
