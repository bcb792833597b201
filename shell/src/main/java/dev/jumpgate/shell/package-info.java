/**
 * The operators' shell: assembly and {@code main}.
 *
 * <pre>
 *                     Shell
 *        .--------------+--------------.
 *     command   terminal  script      demo        what runs words, Java, scripts
 *        |          '--- eval ---'      |
 *     render  build  client -----------'         values as text; what is pushed; the gate's end
 * </pre>
 *
 * <p>Start reading at {@link dev.jumpgate.shell.Shell}.
 */
@NullMarked
package dev.jumpgate.shell;

import org.jspecify.annotations.NullMarked;
