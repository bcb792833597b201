/**
 * What processes cost on one node, under the names that the peers' suites use for the same thing.
 * {@code scripts/bench local} runs it.
 */
@NullMarked
package dev.jumpgate.benchmarks.local;

import org.jspecify.annotations.NullMarked;
