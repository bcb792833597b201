package dev.jumpgate.codec;

import org.jspecify.annotations.Nullable;

/**
 * Values as operators may see them, in events, logs and answers: one line, {@code ***} for what is
 * {@link dev.jumpgate.state.Sensitive}. A record's own {@code toString} hides nothing.
 */
public final class Shown {

  private static final int TEXT_MAX = 2_000;

  private Shown() {}

  /**
   * A state or message as text, cut where it is long; just its class where it cannot be shown.
   * Never throws, whatever the application's code does.
   */
  public static String text(@Nullable Object value) {
    try {
      String text = Codec.treeOf(value).toString();
      return text.length() <= TEXT_MAX
          ? text
          : text.substring(0, TEXT_MAX) + "... (" + (text.length() - TEXT_MAX) + " more)";
    } catch (CodecException e) {
      return value == null ? "null" : "a " + Shape.simple(value.getClass().getName());
    }
  }
}
