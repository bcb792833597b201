package dev.jumpgate.operator;

/**
 * How many processes go, or went, from one node to another.
 *
 * @param bytes what they take on the way, all in all
 */
public record Flow(String from, String to, int processes, long bytes) {}
