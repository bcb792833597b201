package dev.jumpgate.shell.eval;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values are written where nobody knows better: as the literal that would give them. */
public final class ValueText {

  private ValueText() {}

  /**
   * The text of a value.
   *
   * @param renderer for objects that have no literal
   */
  public static String of(@Nullable Object value, Function<Object, String> renderer)
      throws RemoteException {
    if (value instanceof RemoteText remote) {
      return text(remote);
    }
    if (value == null
        || value instanceof String
        || value instanceof Character
        || value instanceof Number
        || value instanceof Boolean
        || value.getClass().isArray()) {
      return CompileOnlyControl.text(value);
    }
    return renderer.apply(value);
  }

  private static String text(RemoteText remote) throws RemoteException {
    return switch (remote) {
      case RemoteText.Shown(var text) -> text;
      case RemoteText.Missing(var why) -> throw why;
    };
  }
}
