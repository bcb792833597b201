package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/** Code that goes through the components one by one: good enough until compiling is worth it. */
final class HandleCode extends RecordCode {

  /** So many records of a class are written or read before its code is compiled. */
  private static final int WARM = 64;

  private final RecordAccess access;
  private final Slot[] slots;
  // Not exact where several threads count, which does no harm.
  private int uses;

  HandleCode(RecordAccess access) {
    super(access.shape());
    this.access = access;
    slots = access.shape().slots().toArray(Slot[]::new);
  }

  private void used() {
    if (++uses == WARM) {
      access.use(RecordCompiler.compiled(access, this));
    }
  }

  @Override
  void write(Object record, Writing out) {
    used();
    for (int i = 0; i < slots.length; i++) {
      Object value = access.get(record, i);
      try {
        if (value == null && !access.isNullable(i)) {
          out.component(null);
        } else {
          slots[i].kind().write(value, out);
        }
      } catch (Throwable e) {
        throw unwritten(e, i);
      }
    }
  }

  @Override
  Object read(Reading in, RecordForm form) {
    used();
    @Nullable Object[] values = new @Nullable Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      try {
        values[i] = read(i, in, form);
      } catch (Throwable e) {
        throw unread(e, i);
      }
    }
    return access.make(values);
  }

  private @Nullable Object read(int i, Reading in, RecordForm form) {
    Kind kind = slots[i].kind();
    if (kind == Kind.VALUE) {
      return form.read(i, in);
    }
    return kind == Kind.TEXT && !access.isNullable(i) ? in.in().readText() : kind.read(in.in());
  }
}
