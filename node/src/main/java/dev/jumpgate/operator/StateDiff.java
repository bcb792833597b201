package dev.jumpgate.operator;

import dev.jumpgate.state.Diff;
import dev.jumpgate.state.Tree;
import java.util.List;

/**
 * What changed in a state from one revision to another.
 *
 * @param name the process, as it was named
 * @param from the older revision
 * @param to the newer one
 * @param changes the smallest parts that differ, each under its path
 */
public record StateDiff(String name, long from, long to, List<Diff.Change<String, Tree>> changes) {}
