package dev.jumpgate.shell.command;

import dev.jumpgate.operator.Operator;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where commands open nothing. */
final class NoFrontends implements Frontends {

  @Override
  public int prompt(Operator operator, String title) {
    throw new AssertionError("no prompt is opened");
  }

  @Override
  public int script(Operator operator, Path file, List<String> args, boolean verbose) {
    throw new AssertionError("no script is run");
  }

  @Override
  public int demo(@Nullable Path script, boolean verbose) {
    throw new AssertionError("no demo is run");
  }
}
