package dev.jumpgate.operator;

/**
 * A process that was to move and did not; it goes on where it was unless the reason says otherwise.
 *
 * @param name its name, or its pid
 * @param reason in one line
 */
public record MoveFailure(String name, String reason) {}
