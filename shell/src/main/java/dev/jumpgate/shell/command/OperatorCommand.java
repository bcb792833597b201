package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.shell.render.Json;
import dev.jumpgate.shell.render.Style;
import java.util.concurrent.Callable;

/**
 * A command that asks the cluster one thing and shows what came back.
 *
 * @param <R> what comes back
 */
abstract class OperatorCommand<R> implements Callable<Integer> {

  private final Invocation invocation;

  OperatorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Does it. */
  abstract R ask(Operator operator);

  /** The result, of the cluster unless a command says otherwise. */
  R result() {
    return invocation.withOperator(this::ask);
  }

  /** The result for people, each line ended. */
  abstract String text(R result, Style style);

  /** The result for programs; a {@link Json} value. */
  Object json(R result) {
    return result;
  }

  /** What to exit with when the cluster has answered. */
  int exitCode(R result) {
    return ExitCode.DONE;
  }

  Invocation invocation() {
    return invocation;
  }

  @Override
  public final Integer call() {
    R result = result();
    if (invocation.json) {
      invocation.println(Json.document(json(result)));
    } else {
      invocation.print(text(result, invocation.session().style()));
    }
    return exitCode(result);
  }
}
