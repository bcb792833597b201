/**
 * What {@code scripts/bench move} measures: a process that moves between two JVMs while a hundred
 * callers on both of them call it, as the sections {@code movepaced} and {@code move1g} of the
 * BEAM's suite. Every caller keeps a ledger, and so does the process.
 */
@NullMarked
package dev.jumpgate.benchmarks.move;

import org.jspecify.annotations.NullMarked;
