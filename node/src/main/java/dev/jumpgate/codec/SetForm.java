package dev.jumpgate.codec;

import dev.jumpgate.state.PSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set, a {@code PSet} where {@code persistent}. */
final class SetForm extends Form {

  private final boolean persistent;
  private final Form element;

  SetForm(boolean persistent, Form element) {
    this.persistent = persistent;
    this.element = element;
  }

  @Override
  String what() {
    return persistent ? "PSet" : "Set";
  }

  @Override
  @Nullable Object other(Tag tag, Reading in) {
    if (!tag.isSet()) {
      return super.other(tag, in);
    }
    int count = in.in().count(1);
    // Iterated in the order of the original, which a Set.copyOf would not keep.
    Set<Object> elements = new LinkedHashSet<>();
    in.enter();
    Collisions collisions = new Collisions();
    int index = 0;
    try {
      for (; index < count; index++) {
        Object read = element.present(in);
        collisions.check(read);
        if (!elements.add(read)) {
          throw new Failure("an element that the set has already");
        }
      }
    } catch (Throwable e) {
      throw Failure.of(e).in(index);
    }
    in.leave();
    return persistent || tag == Tag.PSET ? PSet.copyOf(elements) : FixedSet.owning(elements);
  }

  @Override
  Object fallback() {
    return persistent ? PSet.empty() : Set.of();
  }

  @Override
  @SuppressWarnings("unchecked") // the old value was read with this form, or is checked when used
  Object change(Tag tag, @Nullable Object old, Reading in) {
    if (tag != Tag.SET_CHANGE || !(old instanceof PSet<?> was)) {
      return super.change(tag, old, in);
    }
    PSet<Object> now = (PSet<Object>) was;
    in.enter();
    int count = in.in().count(2);
    for (int i = 0; i < count; i++) {
      try {
        boolean came = in.in().readBoolean();
        Object changed = element.present(in);
        if (now.contains(changed) == came) {
          throw new Failure("an element that " + (came ? "is there already" : "is not there"));
        }
        now = came ? now.plus(changed) : now.without(changed);
      } catch (Throwable e) {
        throw Failure.of(e).in(i);
      }
    }
    in.leave();
    return now;
  }

  @Override
  boolean takes(Tag tag) {
    return tag.isSet() || tag == Tag.SET_CHANGE;
  }
}
