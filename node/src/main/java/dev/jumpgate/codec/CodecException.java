package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no value of the schema, or a value that has no binary form. The message is one
 * line with the path of the part that does not fit and, where bytes are read, their offset.
 */
public final class CodecException extends RuntimeException {

  private final String path;
  private final String reason;

  CodecException(String message, @Nullable Throwable cause) {
    this("", message, message, cause);
  }

  CodecException(String path, String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
    this.reason = reason;
  }

  /** The part that does not fit, {@code State.log[3].when}; empty where it is about no part. */
  public String path() {
    return path;
  }

  /** What does not fit, without the path. */
  public String reason() {
    return reason;
  }
}
