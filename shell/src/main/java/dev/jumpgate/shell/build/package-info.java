/**
 * What is pushed: turns a path into all the files of a bundle's next version.
 *
 * <pre>
 *   path --- Input ---.                       .--- Target: which bundle, its latest version
 *                     '---- Compilation ------'
 *                                |
 *                              Build          the latest version with the new classes laid over it
 * </pre>
 *
 * <p>Invariant: nothing here changes the cluster, and what is refused is refused before anything is
 * sent. Start reading at {@link dev.jumpgate.shell.build.Build}.
 */
@NullMarked
package dev.jumpgate.shell.build;

import org.jspecify.annotations.NullMarked;
