package dev.jumpgate.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the cluster.
 *
 * @param node the node that reports it
 * @param sequence the reporting node's number for it, one more each time
 * @param process the name or pid of the process it is about, or null where it is about a node
 * @param detail one line for people
 */
public record Event(
    Instant time, String node, long sequence, Kind kind, @Nullable String process, String detail) {

  /** What happened. */
  public enum Kind {
    /** A process, or a node's processes, begin to move. */
    MOVING,
    /** A process has a new owner by a planned move. */
    MOVED,
    /** The standby of a process became its owner: that was lost, or an operator wanted it. */
    PROMOTED,
    /** A process has a standby now, or has it no more. */
    STANDBY,
    /** A process goes on under another version of its code. */
    UPGRADED,
    /** A bundle has a new version; nothing runs it yet. */
    PUSHED,
    /** A handler threw. */
    CRASHED,
    /** Messages were not handled; said once in a while where they are many. */
    DEAD_LETTER,
    /** An operator has a process stand still. */
    SUSPENDED,
    /** It goes on. */
    RESUMED,
    /** A process starts again with its last state. */
    RESTARTED,
    /** An operator ended a process. */
    STOPPED,
    /** A process gave way to another one that had the same name, or to a later owner of its own. */
    CONFLICT,
    /** A node joined the cluster. */
    JOINED,
    /** A node left the cluster or was lost. */
    LEFT,
    /** How far a long move of a process, or of a node's processes, has come. */
    PROGRESS
  }
}
