/**
 * Runs operators' snippets inside this node; the compiler is in the shell.
 *
 * <pre>
 *   Evaluation --&gt; EvaluatorSession --Load---&gt; Weaver --&gt; SnippetLoader  one per load, over the bundles
 *                     |        |
 *                     |        '--Invoke--&gt; Run, a thread of its own
 *                     |                      | System.out      | its end
 *                     v                      v                 v
 *                 ClassIndex             Console --&gt; Outbox --&gt; Evaluated, Printed
 * </pre>
 *
 * <p>Invariants: a snippet cannot end this JVM, cannot print where another operator reads, and
 * cannot be made to wait by an operator who does not read; one that minds no stop is listed until
 * its thread ends. Start reading at {@link dev.jumpgate.gate.evaluator.EvaluatorSession}, then
 * {@code Run}.
 */
@NullMarked
package dev.jumpgate.gate.evaluator;

import org.jspecify.annotations.NullMarked;
