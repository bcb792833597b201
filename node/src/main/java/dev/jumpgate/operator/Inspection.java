package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last committed state of a process and what surrounds it.
 *
 * @param revision how many commits the state has had
 * @param version the number of the bundle version it runs
 * @param stable true where a standby has acknowledged this revision
 * @param handling the message in hand, or null where it is idle
 * @param since when it began with that message, or null
 * @param stack where its thread is, innermost first; empty where it is idle
 */
public record Inspection(
    @Nullable String name,
    Pid pid,
    String node,
    long revision,
    int version,
    boolean stable,
    @Nullable String handling,
    @Nullable Instant since,
    List<String> stack,
    Tree state) {}
