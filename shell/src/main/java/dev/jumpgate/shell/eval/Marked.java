package dev.jumpgate.shell.eval;

/** A word of a snippet that means something to the compiler, from {@code start} to {@code end}. */
public record Marked(
    int start, int end, boolean keyword, boolean declaration, boolean deprecated) {}
