package dev.jumpgate.shell.eval;

/**
 * A line of a snippet that was being executed.
 *
 * @param method the method it belongs to, or "" where it is the snippet's own statement
 */
public record Frame(Place place, String method) {}
