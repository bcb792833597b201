package dev.jumpgate.codec;

import dev.jumpgate.state.PVec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list, a {@code PVec} where {@code persistent}. */
final class ListForm extends Form {

  private final boolean persistent;
  private final Form element;

  ListForm(boolean persistent, Form element) {
    this.persistent = persistent;
    this.element = element;
  }

  @Override
  String what() {
    return persistent ? "PVec" : "List";
  }

  @Override
  @Nullable Object other(Tag tag, Reading in) {
    if (!tag.isList()) {
      return super.other(tag, in);
    }
    int count = in.in().count(1);
    in.enter();
    Object list = persistent || tag == Tag.PVEC ? vector(count, in) : list(count, in);
    in.leave();
    return list;
  }

  private PVec<Object> vector(int count, Reading in) {
    PVec.Builder<Object> elements = PVec.empty().builder();
    append(count, elements, in, 0);
    return elements.build();
  }

  private void append(int count, PVec.Builder<Object> elements, Reading in, int first) {
    int index = 0;
    try {
      for (; index < count; index++) {
        elements.add(element.present(in));
      }
    } catch (Throwable e) {
      throw Failure.of(e).in(first + index);
    }
  }

  private List<Object> list(int count, Reading in) {
    List<Object> elements = new ArrayList<>(in.in().likely(count));
    try {
      while (elements.size() < count) {
        elements.add(element.present(in));
      }
    } catch (Throwable e) {
      throw Failure.of(e).in(elements.size());
    }
    return List.copyOf(elements);
  }

  @Override
  Object fallback() {
    return persistent ? PVec.empty() : List.of();
  }

  @Override
  @SuppressWarnings("unchecked") // the old value was read with this form, or is checked when used
  Object change(Tag tag, @Nullable Object old, Reading in) {
    if (tag != Tag.VECTOR_CHANGE || !(old instanceof PVec<?> was)) {
      return super.change(tag, old, in);
    }
    in.enter();
    PVec<Object> now = kept((PVec<Object>) was, in.in().index(was.size()));
    for (int place = in.in().index(now.size()); place != 0; place = in.in().index(now.size())) {
      int index = place - 1;
      try {
        now = now.with(index, element.present(element.apply(now.get(index), in)));
      } catch (Throwable e) {
        throw Failure.of(e).in(index);
      }
    }
    int added = in.in().count(1);
    if (added > 0) {
      PVec.Builder<Object> longer = now.builder();
      append(added, longer, in, now.size());
      now = longer.build();
    }
    in.leave();
    return now;
  }

  private static PVec<Object> kept(PVec<Object> all, int count) {
    return count == all.size() ? all : PVec.empty().builder().addAll(all.subList(0, count)).build();
  }

  @Override
  boolean takes(Tag tag) {
    return tag.isList() || tag == Tag.VECTOR_CHANGE;
  }
}
