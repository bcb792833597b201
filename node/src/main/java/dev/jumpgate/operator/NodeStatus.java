package dev.jumpgate.operator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One node, as it is now.
 *
 * @param address where members reach it, {@code host:port}
 * @param pid the operating system's process id
 * @param state {@code up}, or {@code leaving} once it began to shut down
 * @param version Jumpgate's version
 * @param processes how many processes live there
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param cpu the share of the machine's processors that this JVM uses, 0 to 1
 * @param gate the path of its Unix-domain socket, or null where it has none
 */
public record NodeStatus(
    String name,
    String address,
    long pid,
    String state,
    String version,
    int processes,
    long heapUsed,
    long heapMax,
    double cpu,
    Duration uptime,
    @Nullable String gate) {}
