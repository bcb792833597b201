package dev.jumpgate.code;

import dev.jumpgate.process.BundleVersion;

/**
 * One loaded version of a set of application classes.
 *
 * @param loader the loader of all of them and of nothing else
 */
public record Bundle(BundleVersion version, ClassLoader loader) {}
