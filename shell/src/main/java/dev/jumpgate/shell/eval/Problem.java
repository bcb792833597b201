package dev.jumpgate.shell.eval;

/**
 * Why a snippet does not compile.
 *
 * @param message one line
 */
public record Problem(Place place, String message) {}
