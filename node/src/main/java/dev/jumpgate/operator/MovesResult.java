package dev.jumpgate.operator;

import java.time.Duration;
import java.util.List;

/**
 * Moves of several processes that are done.
 *
 * @param moved those that went, in the order in which they were named
 * @param failed those that did not
 * @param total from the command to the last of them
 */
public record MovesResult(List<MoveResult> moved, List<MoveFailure> failed, Duration total) {}
