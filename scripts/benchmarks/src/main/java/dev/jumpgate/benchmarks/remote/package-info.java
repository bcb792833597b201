/**
 * What two nodes on loopback cost, under the names that the peers' suites use for the same thing.
 * {@code scripts/bench remote} runs it.
 */
@NullMarked
package dev.jumpgate.benchmarks.remote;

import org.jspecify.annotations.NullMarked;
