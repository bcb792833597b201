package dev.jumpgate.operator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A move that is done.
 *
 * @param epoch the epoch of the new owner
 * @param rounds how many times state was copied, the last one under the freeze
 * @param bytes what was sent in all
 * @param total from the command to the new owner's first message
 * @param pause how long the process handled no message
 * @param forwarded messages that reached the old owner during the move and were passed on
 * @param crash the id of the report of the message that was given up, where it took too long and
 *     the process went as of its last revision; else null
 */
public record MoveResult(
    String name,
    String from,
    String to,
    long epoch,
    int rounds,
    long bytes,
    Duration total,
    Duration pause,
    long forwarded,
    @Nullable String crash) {}
