package dev.jumpgate.codec;

/**
 * A type that cannot be part of a state or message. The message is one line that starts with the
 * path of the component: {@code State.log[].when: java.util.Date is ...}.
 */
public final class SchemaException extends RuntimeException {

  SchemaException(String message) {
    super(message);
  }
}
