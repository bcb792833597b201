package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody handled, kept for a while.
 *
 * @param id the node that keeps it and its number for it, {@code ship-12}
 * @param process the name or pid that it was for
 * @param reason {@code crashed}: its handler failed; {@code ended}: the process was over; {@code
 *     unknown}: there was none; {@code not-understood}: the version has no such message; {@code
 *     full}: the mailbox was at its limit; {@code unsendable}: it could not travel
 * @param detail one line for people
 * @param message what it says, or null where it cannot be shown
 * @param crash the id of the crash that it led to, or null
 * @param redelivered how often an operator sent it again
 */
public record DeadLetter(
    String id,
    Instant time,
    String node,
    String process,
    String reason,
    String detail,
    @Nullable Tree message,
    @Nullable String crash,
    int redelivered) {}
