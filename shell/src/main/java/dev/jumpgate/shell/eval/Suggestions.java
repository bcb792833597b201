package dev.jumpgate.shell.eval;

import java.util.List;

/**
 * What may stand at a cursor.
 *
 * @param begin where the text begins that they replace
 * @param texts those of a fitting type only, where there are any
 */
public record Suggestions(int begin, List<String> texts) {}
