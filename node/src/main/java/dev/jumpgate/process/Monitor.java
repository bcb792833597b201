package dev.jumpgate.process;

/**
 * One watch over another process, for {@link Context#demonitor} and to tell one {@link Down} from
 * another. A value: keep it in the state, it stays good wherever either process goes.
 *
 * @param id the watching process's own number for it
 */
public record Monitor(long id) {}
