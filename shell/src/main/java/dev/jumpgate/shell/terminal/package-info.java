/**
 * The prompt: reads what the operator types, hands it to the workspace, shows what came of it.
 *
 * <pre>
 *   Prompt ─▶ Input.next() ─▶ StepReader ─▶ Workspace ─▶ Echo
 *              │                             (Java, /commands)
 *              ├ TerminalInput   a person, with JLine
 *              └ PipedInput      lines from a pipe or a file
 * </pre>
 *
 * <p>This package is the only one that imports {@code org.jline}. Start reading at {@link
 * dev.jumpgate.shell.terminal.Prompt}.
 */
@NullMarked
package dev.jumpgate.shell.terminal;

import org.jspecify.annotations.NullMarked;
