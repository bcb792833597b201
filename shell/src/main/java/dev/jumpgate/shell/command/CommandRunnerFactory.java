package dev.jumpgate.shell.command;

/** Makes the commands of a prompt or a script. */
@FunctionalInterface
public interface CommandRunnerFactory {

  /** The commands over one session. */
  CommandRunner over(Session session);
}
