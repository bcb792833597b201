package dev.jumpgate.cluster;

import java.util.List;

/**
 * How a node takes part in a cluster.
 *
 * @param name the node's name
 * @param incarnation this life of the node
 * @param bind the address it listens at
 * @param port the port it listens at; 0 takes the first free one from {@link #FIRST_PORT} up
 * @param seeds members to join, as {@link Seeds} reads them; none starts a cluster
 */
public record ClusterConfig(
    String name, long incarnation, String bind, int port, List<String> seeds) {

  /** Where members listen unless told otherwise. */
  public static final int FIRST_PORT = 5801;
}
