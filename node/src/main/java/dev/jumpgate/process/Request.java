package dev.jumpgate.process;

/**
 * A message that is answered.
 *
 * @param <M> the messages of the process that answers
 * @param <R> the answer
 */
public interface Request<M, R> {}
