package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that had a key which another one had too, and gave way: what it was then, kept.
 *
 * @param id the node that keeps it and its number for it, {@code ship-conflict-3}
 * @param process the name or pid that both had
 * @param node where it was
 * @param epoch that of the owner that gave way
 * @param version what it ran, {@code spaceship@2}
 * @param revision how many messages it had handled
 * @param state what it knew, or null where it cannot be shown
 * @param ownerPid the process that goes on; the same pid where the process went on elsewhere
 * @param ownerNode where that is
 * @param ownerEpoch its epoch
 */
public record Conflict(
    String id,
    Instant time,
    String process,
    Pid pid,
    String node,
    long epoch,
    String version,
    long revision,
    @Nullable Tree state,
    Pid ownerPid,
    String ownerNode,
    long ownerEpoch) {}
