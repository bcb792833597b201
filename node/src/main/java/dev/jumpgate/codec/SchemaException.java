package dev.jumpgate.codec;

/**
 * A type or value that cannot be part of a state or message. The message is one line that starts
 * with the path of the component: {@code State.log[].when: java.util.Date is ...}, {@code
 * State.log[3].items: an ArrayList, which can change; ...}.
 */
public final class SchemaException extends RuntimeException {

  SchemaException(String message) {
    super(message);
  }
}
