package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no value of the schema, or a value that has no binary form. The message is one
 * line with the path of the part that does not fit and, where bytes are read, their offset.
 */
public final class CodecException extends RuntimeException {

  CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
