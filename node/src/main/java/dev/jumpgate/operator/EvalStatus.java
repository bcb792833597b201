package dev.jumpgate.operator;

import java.time.Instant;
import java.util.List;

/**
 * A snippet that runs in a node, or that was told to stop and did not.
 *
 * @param id its number on the node
 * @param operator who runs it
 * @param state {@code running}, or {@code abandoned} once it was told to stop and did not
 * @param since when it began
 * @param stack where its thread is, innermost first
 */
public record EvalStatus(
    long id, String node, String operator, String state, Instant since, List<String> stack) {}
