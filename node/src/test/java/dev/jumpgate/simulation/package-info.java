/**
 * A cluster in one thread: virtual time, a seed, and everything that goes wrong in a real one.
 *
 * <p>It implements the ports of {@code cluster} as weakly as the real adapter does: answers of the
 * table are lost, or come before what they are about; both halves of a divided cluster write, and
 * become one again by the same merge policy; news are late, and lost over a cut link. What is
 * tested on it is production code. The same seed gives the same run.
 */
@NullMarked
package dev.jumpgate.simulation;

import org.jspecify.annotations.NullMarked;
