package dev.jumpgate.operator;

import java.time.Instant;
import java.util.Map;

/**
 * One version of a bundle, as the cluster has it.
 *
 * @param hash the beginning of the digest of its content, in hexadecimal
 * @param pushed when it came to the cluster
 * @param classes how many classes it has
 * @param bytes their size
 * @param processes how many processes run it, by node; nodes without any are left out
 */
public record BundleStatus(
    String bundle,
    int version,
    String hash,
    Instant pushed,
    int classes,
    long bytes,
    Map<String, Integer> processes) {}
