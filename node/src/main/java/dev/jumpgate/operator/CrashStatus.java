package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A handler that failed, as one line of a list; {@link Crash} is the whole of it.
 *
 * @param id the node and its number for it, {@code ship-3}
 * @param name the global name of the process, or null where it has none
 * @param node where it was
 * @param version what it ran, {@code spaceship@2}
 * @param handling the message that it failed on, as text
 * @param error what was thrown, as one line
 */
public record CrashStatus(
    String id,
    Instant time,
    String node,
    @Nullable String name,
    Pid pid,
    String version,
    String handling,
    String error) {}
