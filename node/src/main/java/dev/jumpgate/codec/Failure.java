package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * A part of a value that does not fit, on its way up to where a {@link CodecException} is made of
 * it. Each level it passes adds its step, so that good values pay nothing for the path.
 */
final class Failure extends RuntimeException {

  private final String reason;
  private @Nullable Object found;
  private final Trail trail = new Trail();
  private String root = "value";

  Failure(String reason) {
    this(reason, null);
  }

  Failure(String reason, @Nullable Throwable cause) {
    super(reason, cause, false, false);
    this.reason = reason;
  }

  /**
   * What was caught, as a failure: foreign code throws anything. What is no fault of the value goes
   * on as it is.
   */
  static Failure of(Throwable caught) {
    return of(caught, "");
  }

  /** As above; {@code doing} says whose code threw. */
  static Failure of(Throwable caught, String doing) {
    return switch (caught) {
      case Failure failure -> failure;
      case Severed severed -> throw severed;
      case StackOverflowError e -> new Failure("nested too deep for the stack", e);
      case VirtualMachineError e -> throw e;
      default -> new Failure(doing + caught, caught);
    };
  }

  /** This failure with the value that does not fit. */
  Failure found(@Nullable Object value) {
    found = value;
    return this;
  }

  /** This failure without that value and its keys: what is sensitive is not for messages. */
  Failure concealed() {
    found = null;
    trail.forget();
    return this;
  }

  /** This failure, seen from one level further up. */
  Failure in(Object step) {
    trail.up(step);
    return this;
  }

  /** This failure, seen from the root, where the path starts with {@code name}. */
  Failure below(String name) {
    root = name;
    return this;
  }

  private String reason() {
    return found == null ? reason : reason + " (" + shown(found) + ")";
  }

  private static String shown(Object value) {
    String text = Trail.shortened(String.valueOf(value));
    return value instanceof String ? '"' + text + '"' : text;
  }

  CodecException ofWriting() {
    String path = trail.from(root);
    return new CodecException(path, reason(), path + ": " + reason(), getCause());
  }

  CodecException ofReading(long position) {
    String path = trail.from(root);
    String message = "at byte " + position + ", " + path + ": " + reason();
    return new CodecException(path, reason(), message, getCause());
  }
}
