package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one process costs, as it is now.
 *
 * @param behavior the class of its code, without the package
 * @param status as in {@link ProcessStatus}
 * @param messages how many it has handled here in all
 * @param rate messages handled in the last second or so, per second
 * @param mean how long one takes in the middle, lately; null before anything was measured
 * @param p99 how long all but one in a hundred take at most, lately; null likewise
 * @param mailbox how many wait
 * @param stateBytes the encoded size of the state, at most some seconds old; null where it was not
 *     measured
 */
public record ProcessLoad(
    @Nullable String name,
    Pid pid,
    String node,
    String behavior,
    String status,
    long messages,
    double rate,
    @Nullable Duration mean,
    @Nullable Duration p99,
    int mailbox,
    @Nullable Long stateBytes) {}
