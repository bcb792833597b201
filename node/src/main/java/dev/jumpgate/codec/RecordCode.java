package dev.jumpgate.codec;

import java.util.List;

/** The code that writes the records of one class and reads those of exactly its shape. */
abstract class RecordCode {

  private final Shape shape;

  RecordCode(Shape shape) {
    this.shape = shape;
  }

  /** Writes the components, which stand behind the record's head. */
  abstract void write(Object record, Writing out);

  /** Reads the components as {@code form} allows and makes the record of them. */
  abstract Object read(Reading in, RecordForm form);

  /** What {@code caught} means that came out when {@code component} was written. */
  final Failure unwritten(Throwable caught, int component) {
    Slot slot = shape.slots().get(component);
    return located(Failure.of(caught, "its accessor threw "), slot);
  }

  /**
   * What {@code caught} means that came out when {@code component} was read, or, behind the last
   * one, when the record was made.
   */
  final Failure unread(Throwable caught, int component) {
    List<Slot> slots = shape.slots();
    return component == slots.size()
        ? Failure.of(caught, constructorOf(shape))
        : located(Failure.of(caught), slots.get(component));
  }

  static Failure located(Failure failure, Slot slot) {
    return (slot.sensitive() ? failure.concealed() : failure).in(slot.name());
  }

  static String constructorOf(Shape shape) {
    return "the constructor of " + shape.simpleType() + " threw ";
  }
}
