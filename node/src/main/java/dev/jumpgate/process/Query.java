package dev.jumpgate.process;

/**
 * A request whose handler neither changes the state nor records an effect other than its reply.
 *
 * @param <M> the messages of the process that answers
 * @param <R> the answer
 */
public interface Query<M, R> extends Request<M, R> {}
