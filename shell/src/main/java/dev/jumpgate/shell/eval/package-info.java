/**
 * Java as the operator types it: snippets, compiled by JShell and run in this JVM.
 *
 * <pre>
 *   Source ──prepare──▶ Prepared ──run──▶ Outcome
 *             │                     │
 *          Engine                  Run          a thread of its own, can be stopped
 *       (JShell, javac)             │
 *             │ class bytes         ▼
 *             └─▶ Weaver ─▶ SnippetLoader       stop checks, System.exit turned aside
 * </pre>
 *
 * <p>JShell only ever compiles here: what it asks its execution control to invoke is kept and run
 * when the owner of the session says so. So a whole script can be compiled before its first line
 * has an effect, and values come back as live objects, not as text.
 *
 * <p>This package is the only one that imports {@code jdk.jshell}. Start reading at {@link
 * dev.jumpgate.shell.eval.JavaSession}.
 */
@NullMarked
package dev.jumpgate.shell.eval;

import org.jspecify.annotations.NullMarked;
