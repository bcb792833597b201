package dev.jumpgate.process;

import org.jspecify.annotations.Nullable;

/**
 * A watched process is over. Comes once for each {@link Monitor}.
 *
 * @param process which one, or null where the watch was over a name that nobody had
 */
public record Down(Monitor monitor, @Nullable Pid process, ExitReason reason) {}
