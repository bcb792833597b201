package dev.jumpgate.process;

/**
 * A message that a process will send itself, for {@link Context#cancel}. A value: keep it in the
 * state, it stays good wherever the process goes.
 *
 * @param id the process's own number for it
 */
public record Timer(long id) {}
