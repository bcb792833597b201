/**
 * What values cost beside their peers: collections, differences and bytes. {@code scripts/bench
 * values} runs it.
 */
@NullMarked
package dev.jumpgate.benchmarks.values;

import org.jspecify.annotations.NullMarked;
