package dev.jumpgate.gate.protocol;

import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process as it was at one moment, with all that it takes to go on elsewhere.
 *
 * @param name its global name, or null
 * @param node where it was
 * @param revision how many commits its state had had
 * @param mailbox how many messages waited
 * @param state the state, encoded
 * @param image the rest of the process, as nodes read it
 * @param files those of its bundle; none where its classes stand on the node's class path
 */
public record Exported(
    @Nullable String name,
    Pid pid,
    String node,
    Instant at,
    String behavior,
    BundleVersion bundle,
    long revision,
    int mailbox,
    Bytes state,
    Bytes image,
    List<BundleFile> files) {

  /** The name where it has one, else the pid. */
  public String label() {
    return name == null ? pid.toString() : name;
  }
}
