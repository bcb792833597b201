package dev.jumpgate.state;

/**
 * A path leads nowhere in a {@link Tree}. The message is one line that names the path, the part
 * that failed and what is there instead.
 */
public final class NoSuchPathException extends IllegalArgumentException {

  public NoSuchPathException(String message) {
    super(message);
  }
}
