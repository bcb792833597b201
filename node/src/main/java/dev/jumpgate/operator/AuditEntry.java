package dev.jumpgate.operator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did at a node, or tried to.
 *
 * @param node the node that did or refused it
 * @param sequence that node's number for it, one more each time
 * @param operator who; null for a stranger
 * @param role what they may do; null for a stranger
 * @param gate the node that let them in, or did not
 * @param from where they are: {@code socket} for that machine, else an address
 * @param what a command as it is typed, the text of a snippet, or why a stranger was refused; cut
 *     where it is long
 * @param result {@code done} and the like, or the code of the error; never a part of a state
 * @param took null for a stranger
 */
public record AuditEntry(
    Instant time,
    String node,
    long sequence,
    Kind kind,
    @Nullable String operator,
    @Nullable Role role,
    String gate,
    String from,
    String what,
    String result,
    @Nullable Duration took) {

  /** What it was. */
  public enum Kind {
    /** A command that changes something, or shows what only admins may see. */
    COMMAND,
    /** A command that only looks; one that the same operator repeats is told once a minute. */
    LOOK,
    /** Java that runs in the node. */
    SNIPPET,
    /** A connection that was refused. */
    STRANGER
  }
}
