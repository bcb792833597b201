package dev.jumpgate.shell.script;

import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.shell.build.BuildException;
import dev.jumpgate.shell.eval.RemoteException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a snippet threw, for people: one line, and a compiler's errors each on its own below. */
public final class Complaint {

  private Complaint() {}

  /** The line, or lines. */
  public static String of(Throwable thrown) {
    return switch (thrown) {
      case OperatorException e ->
          e.hint() == null ? message(e) : message(e) + " (" + e.hint() + ")";
      case BuildException e when !e.errors().isEmpty() ->
          message(e) + ":\n  " + String.join("\n  ", e.errors());
      case JumpgateException e -> message(e);
      case RequireFailedException e -> message(e);
      case RemoteException e when e.isPlain() -> message(e);
      case RemoteException e when isWrapper(e.type()) && e.getCause() != null -> of(e.getCause());
      case RemoteException e -> named(e.type().substring(e.type().lastIndexOf('.') + 1), e);
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      default -> named(thrown.getClass().getSimpleName(), thrown);
    };
  }

  private static String named(String name, Throwable thrown) {
    String message = message(thrown);
    return message.isEmpty() ? name : name + ": " + message;
  }

  private static boolean isWrapper(String type) {
    return type.equals(ExecutionException.class.getName())
        || type.equals(CompletionException.class.getName());
  }

  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    } catch (RuntimeException e) {
      return "its message cannot be had: " + e.getClass().getSimpleName();
    }
  }
}
