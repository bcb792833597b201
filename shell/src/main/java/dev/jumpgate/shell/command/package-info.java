/**
 * The operators' commands: one class each, the same for {@code /move nav home} at the prompt and
 * {@code jumpgate move nav home} outside.
 *
 * <pre>
 * words ---&gt; picocli ---&gt; OperatorCommand: ask(Operator) -&gt; value ---&gt; render ---&gt; Session.out
 *                 '---------------------- Problem ----------------------------&gt; Session.err, exit code
 *
 *   PromptCommands = operator commands + open, exit, help        over the prompt's or a script's Session
 *   LineCommands   = operator commands + node, keys, run, demo, bare   over a LineSession
 * </pre>
 *
 * Invariants: standard output carries results and nothing else; every failure is one line and an
 * exit code of {@link dev.jumpgate.shell.command.ExitCode}. What opens on top of a gate (prompt,
 * script, demo) is behind {@link dev.jumpgate.shell.command.Frontends}, so that this package knows
 * none of them.
 *
 * <p>Start reading at {@link dev.jumpgate.shell.command.OperatorCommand}.
 */
@NullMarked
package dev.jumpgate.shell.command;

import org.jspecify.annotations.NullMarked;
