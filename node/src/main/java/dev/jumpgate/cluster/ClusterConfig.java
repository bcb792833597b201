package dev.jumpgate.cluster;

import dev.jumpgate.keys.Credentials;
import dev.jumpgate.keys.Refusals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node takes part in a cluster.
 *
 * @param name the node's name
 * @param incarnation this life of the node
 * @param bind the address it listens at
 * @param port the port it listens at; 0 takes the first free one from {@link #FIRST_PORT} up
 * @param seeds members to join, as {@link Seeds} reads them; none starts a cluster
 * @param keys what it proves its name with to other nodes, as they have to to it; null talks in the
 *     clear
 * @param refusals takes note of the connections that are refused
 * @param witness true where it is to host no processes
 */
public record ClusterConfig(
    String name,
    long incarnation,
    String bind,
    int port,
    List<String> seeds,
    @Nullable Credentials keys,
    Refusals refusals,
    boolean witness) {

  /** Where members listen unless told otherwise. */
  public static final int FIRST_PORT = 5801;

  /** The same for a node that hosts processes. */
  public ClusterConfig(
      String name,
      long incarnation,
      String bind,
      int port,
      List<String> seeds,
      @Nullable Credentials keys,
      Refusals refusals) {
    this(name, incarnation, bind, port, seeds, keys, refusals, false);
  }
}
