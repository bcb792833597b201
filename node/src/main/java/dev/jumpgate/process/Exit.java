package dev.jumpgate.process;

import org.jspecify.annotations.Nullable;

/**
 * A linked process is over.
 *
 * @param process which one, or null where the link was to a name that nobody had
 */
public record Exit(@Nullable Pid process, ExitReason reason) {}
