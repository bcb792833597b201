package dev.jumpgate.codec;

/** Reads past values without making anything of them; what they teach the session is kept. */
final class Skim {

  private final Reading reading;
  private final Input in;

  Skim(Reading reading) {
    this.reading = reading;
    in = reading.in();
  }

  /** Past a component. */
  void past(Kind kind) {
    if (kind == Kind.VALUE) {
      past();
    } else {
      kind.read(in);
    }
  }

  /** Past a value. */
  void past() {
    Tag tag = in.tag();
    switch (tag) {
      case NULL, NONE -> {}
      case SOME, TREE -> some(1);
      case NEW_CONSTANT, CONSTANT -> reading.constant(tag);
      case PID -> reading.pid();
      case REF -> reading.reference();
      case NEW_RECORD, RECORD -> record(reading.shape(tag));
      case LIST, PVEC, SET, PSET -> some(in.count(1));
      case MAP, PMAP -> some(2L * in.count(2));
      default -> {
        if (Scalar.read(tag, in) == null) {
          throw new Failure("a difference, and not a value");
        }
      }
    }
  }

  private void some(long count) {
    reading.enter();
    for (long left = count; left > 0; left--) {
      past();
    }
    reading.leave();
  }

  private void record(Shape shape) {
    reading.enter();
    for (Slot slot : shape.slots()) {
      past(slot.kind());
    }
    reading.leave();
  }
}
