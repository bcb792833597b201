package dev.jumpgate.shell.command;

import dev.jumpgate.operator.OperatorException;

/** What the shell and its commands exit with; part of the contract with scripts. */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;
  public static final int REFUSED = 4;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The exit code of a command that failed so. */
  public static int of(OperatorException.Code code) {
    return switch (code) {
      case BAD_USAGE -> USAGE;
      case UNREACHABLE -> UNREACHABLE;
      case REFUSED -> REFUSED;
      case UNKNOWN_PROCESS, UNKNOWN_NODE, ALREADY_THERE, FAILED -> FAILED;
    };
  }
}
