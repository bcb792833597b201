package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * What a copy of a process begins with: whose it is, and nothing that changes.
 *
 * @param former the version it ran before this one, or null
 * @param epoch the epoch at which it is copied; the next owner has the one after
 */
record CopyHead(
    Pid pid,
    @Nullable String name,
    String behavior,
    BundleVersion bundle,
    @Nullable BundleVersion former,
    long epoch) {}
