/**
 * The cluster ports on Hazelcast: the only room that knows it.
 *
 * <p>Membership is Hazelcast's, the registry is a distributed map, and our frames travel as packets
 * of a type that Hazelcast leaves undefined on its own member connections. That last part reaches
 * into internals of Hazelcast 5.7.0, all of it in {@link
 * dev.jumpgate.cluster.hazelcast.MemberExtension} and {@link
 * dev.jumpgate.cluster.hazelcast.PacketTransport}.
 *
 * <p>Where a node has keys, {@link dev.jumpgate.cluster.hazelcast.TlsChannels} puts TLS around
 * Hazelcast's handlers, which open source lacks, and {@link
 * dev.jumpgate.cluster.hazelcast.PeerNames} holds each member to the name that its certificate
 * proves.
 *
 * <p>Start reading at {@link dev.jumpgate.cluster.hazelcast.HazelcastCluster}.
 */
@NullMarked
package dev.jumpgate.cluster.hazelcast;

import org.jspecify.annotations.NullMarked;
