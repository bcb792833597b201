package dev.jumpgate.gate;

import dev.jumpgate.keys.Credentials;
import java.net.InetSocketAddress;

/**
 * Where a gate listens over TCP, and what it proves its node's name with.
 *
 * @param keys the node's, for operators to call
 */
public record GatePlace(InetSocketAddress address, Credentials keys) {}
