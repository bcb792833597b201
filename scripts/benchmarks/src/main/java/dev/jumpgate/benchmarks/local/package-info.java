/**
 * What processes cost on one node, under the names that the peers' suites use for the same thing.
 * {@code scripts/bench local} runs it. Each figure is of a warm JVM: what is measured has run for
 * two seconds before.
 */
@NullMarked
package dev.jumpgate.benchmarks.local;

import org.jspecify.annotations.NullMarked;
