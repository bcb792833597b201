/**
 * Scripts, and all that a prompt has in common with them.
 *
 * <pre>
 *   ScriptRunner ──┐
 *                  ├─▶ Workspace ─▶ JavaSession     Java snippets, with Facade imported
 *   Prompt ────────┘       │    └─▶ CommandRunner   /commands
 *                          ▼
 *                        Script    compiled whole, then run; the first error ends it
 * </pre>
 *
 * <p>A {@code .jsh} is Java plus commands. All of its Java is compiled before its first step runs,
 * so that a script that does not compile changes nothing.
 *
 * <p>Start reading at {@link dev.jumpgate.shell.script.Workspace}, then {@code Script}.
 */
@NullMarked
package dev.jumpgate.shell.script;

import org.jspecify.annotations.NullMarked;
