package dev.jumpgate.operator;

import dev.jumpgate.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * One process, as it is now.
 *
 * @param name its global name, or null where it has none
 * @param behavior the class of its code, without the package
 * @param version the number of the bundle version it runs
 * @param status one of {@code running idle stuck suspended moving upgrading crashed}; {@code stuck}
 *     is the same message for more than five seconds
 * @param mailbox how many messages wait
 * @param rate messages handled in the last second or so, per second
 * @param revision how many commits its state has had
 * @param stateBytes the encoded size of its state, or null where it was not measured
 * @param standby the node that keeps a copy and would go on with it, or null
 * @param lag how many revisions the copy is behind, or null
 * @param standbyStatus {@code sync} or {@code async} as it follows; {@code copying} while a node is
 *     getting its copy, {@code wanted} while no node is there for it; null where none is wanted
 * @param supervisor who decides when it fails, or null
 */
public record ProcessStatus(
    @Nullable String name,
    Pid pid,
    String node,
    String behavior,
    int version,
    String status,
    int mailbox,
    double rate,
    long revision,
    @Nullable Long stateBytes,
    @Nullable String standby,
    @Nullable Long lag,
    @Nullable String standbyStatus,
    @Nullable Pid supervisor) {

  /** The same with what is known of its standby. */
  public ProcessStatus followedBy(@Nullable String node, @Nullable Long behind, String status) {
    return new ProcessStatus(
        name,
        pid,
        this.node,
        behavior,
        version,
        this.status,
        mailbox,
        rate,
        revision,
        stateBytes,
        node,
        behind,
        status,
        supervisor);
  }
}
