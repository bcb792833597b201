package dev.jumpgate.operator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process that is over.
 *
 * @param name as it was named
 * @param node where it was
 * @param abandoned true where it was killed within a message: what its handler still does is
 *     dropped
 * @param crash the id of the report of that, with its thread's stack; null where it ended in good
 *     order
 * @param total from the command to the end
 */
public record StopResult(
    String name, String node, boolean abandoned, @Nullable String crash, Duration total) {}
