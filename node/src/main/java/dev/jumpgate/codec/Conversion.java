package dev.jumpgate.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a record that another version of its class wrote is read: each component by its name, now or
 * formerly; what was removed is skipped, what was added gets zero, empty or null.
 */
final class Conversion {

  private static final int REMOVED = -1;

  private final RecordForm form;
  private final Slot[] slots;
  // For each slot that is read the component that it becomes.
  private final int[] targets;

  Conversion(RecordForm form, Shape shape) {
    this.form = form;
    slots = shape.slots().toArray(Slot[]::new);
    targets = new int[slots.length];
    Arrays.fill(targets, REMOVED);
    boolean[] taken = new boolean[form.size()];
    // First those that are called the same: a former name may mean another component now.
    match(taken, (slot, own) -> slot.name().equals(own.name()));
    match(taken, (slot, own) -> own.formerly().contains(slot.name()));
    match(taken, (slot, own) -> slot.formerly().contains(own.name()));
  }

  private interface Match {
    boolean isSame(Slot slot, Slot own);
  }

  private void match(boolean[] taken, Match match) {
    for (int i = 0; i < slots.length; i++) {
      for (int j = 0; j < taken.length && targets[i] == REMOVED; j++) {
        if (!taken[j] && match.isSame(slots[i], form.part(j).slot())) {
          targets[i] = j;
          taken[j] = true;
        }
      }
    }
  }

  Object read(Reading in) {
    @Nullable Object[] values = new @Nullable Object[form.size()];
    boolean[] present = new boolean[values.length];
    for (int i = 0; i < slots.length; i++) {
      int target = targets[i];
      try {
        if (target == REMOVED) {
          new Skim(in).past(slots[i].kind());
        } else {
          values[target] = read(slots[i], form.part(target), in);
          present[target] = true;
        }
      } catch (Throwable e) {
        Slot slot = target == REMOVED ? slots[i] : form.part(target).slot();
        throw RecordCode.located(concealing(Failure.of(e), slots[i]), slot);
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (!present[i]) {
        values[i] = added(form.part(i));
      }
    }
    return form.access().make(values);
  }

  private static Failure concealing(Failure failure, Slot slot) {
    return slot.sensitive() ? failure.concealed() : failure;
  }

  private static @Nullable Object read(Slot slot, RecordForm.Part part, Reading in) {
    Object value =
        slot.kind() == Kind.VALUE
            ? part.read(in)
            : part.checked(part.form().bare(slot.kind().read(in.in())));
    // Who wrote it said that it may be missing, and here nobody does.
    return slot.nullable() && !part.slot().nullable() ? part.form().present(value) : value;
  }

  private @Nullable Object added(RecordForm.Part part) {
    Object value = part.slot().nullable() ? null : part.form().fallback();
    if (value == null && !part.slot().nullable()) {
      throw new Failure(
          form.what()
              + "."
              + part.slot().name()
              + " was added and there is no default for a "
              + part.form().what());
    }
    return value;
  }
}
