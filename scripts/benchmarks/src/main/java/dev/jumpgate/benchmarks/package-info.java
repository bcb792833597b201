/** What the suites of two nodes have in common. */
@NullMarked
package dev.jumpgate.benchmarks;

import org.jspecify.annotations.NullMarked;
