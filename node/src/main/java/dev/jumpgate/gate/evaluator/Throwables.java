package dev.jumpgate.gate.evaluator;

import dev.jumpgate.gate.protocol.Evaluated;
import dev.jumpgate.gate.protocol.Evaluated.StackLine;
import dev.jumpgate.gate.protocol.Evaluated.Thrown;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.JumpgateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What snippets throw, as it is told to a shell that may lack the classes. */
final class Throwables {

  private static final int CAUSES_MAX = 20;
  private static final int FRAMES_MAX = 200;
  private static final int MESSAGE_MAX = 4_000;

  private Throwables() {}

  static Evaluated.Threw threw(Throwable thrown) {
    return new Evaluated.Threw(chain(thrown));
  }

  static List<Thrown> chain(Throwable thrown) {
    List<Thrown> chain = new ArrayList<>();
    Throwable at = thrown;
    while (at != null && chain.size() < CAUSES_MAX) {
      chain.add(told(at));
      at = cause(at);
    }
    return chain;
  }

  // Its methods are the snippet's: each may throw.
  private static Thrown told(Throwable thrown) {
    boolean plain =
        thrown instanceof JumpgateException
            || thrown instanceof RequireFailedException
            || thrown instanceof ExitRefused;
    return new Thrown(thrown.getClass().getName(), message(thrown), plain, stack(thrown));
  }

  private static @Nullable String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      if (thrown instanceof OperatorException e && e.hint() != null) {
        message += " (" + e.hint() + ")";
      }
      return message == null ? null : ValueText.cut(message, MESSAGE_MAX);
    } catch (SnippetStopped e) {
      throw e;
    } catch (Throwable e) {
      return "its message cannot be had: " + e.getClass().getName();
    }
  }

  private static List<StackLine> stack(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .limit(FRAMES_MAX)
        .map(f ->
            new StackLine(f.getClassName(), f.getMethodName(), f.getFileName(), f.getLineNumber()))
        .toList();
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (SnippetStopped e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }
}
