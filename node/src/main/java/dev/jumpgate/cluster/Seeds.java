package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a node looks for the cluster that it is to join. */
public sealed interface Seeds {

  /** How a seed is written that names a service: {@code dns:NAME:PORT}. */
  Pattern SERVICE = Pattern.compile("dns:([A-Za-z0-9][A-Za-z0-9.-]*):(\\d{1,5})");

  /** Members at these addresses, {@code host:port}; none starts a cluster. */
  record Members(List<String> addresses) implements Seeds {}

  /**
   * Members at all addresses of a name, as a headless service of Kubernetes has them.
   *
   * @param name asked of the DNS when the node joins
   * @param port the members' own
   */
  record Service(String name, int port) implements Seeds {}

  /**
   * What an operator wrote.
   *
   * @throws JumpgateException where a service stands beside other seeds
   */
  static Seeds of(List<String> seeds) {
    for (String seed : seeds) {
      Matcher service = SERVICE.matcher(seed);
      if (service.matches()) {
        if (seeds.size() > 1) {
          throw new JumpgateException(
              "%s names all members there are: no other seed may stand beside it".formatted(seed));
        }
        return new Service(service.group(1), Integer.parseInt(service.group(2)));
      }
    }
    return new Members(List.copyOf(seeds));
  }
}
