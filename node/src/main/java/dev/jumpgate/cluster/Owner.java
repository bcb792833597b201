package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a process lives: the registry's entry for a name, or for the pid of one that has moved.
 *
 * @param node the node that runs it
 * @param epoch counts the owners of this process, from 1
 * @param standby the node that keeps a copy, or null
 * @param token unique to this entry, so that the writer recognizes its own write when the answer to
 *     a compare-and-set was lost
 */
public record Owner(Pid pid, String node, long epoch, @Nullable String standby, long token) {

  /** The first owner of a new process. */
  public static Owner first(Pid pid, String node) {
    return new Owner(pid, node, 1, null, newToken());
  }

  /** The owner that follows this one. */
  public Owner successor(String node) {
    return new Owner(pid, node, epoch + 1, null, newToken());
  }

  /** True where this entry is later than {@code other} about the same process. */
  public boolean supersedes(Owner other) {
    return pid.equals(other.pid) && epoch > other.epoch;
  }

  private static long newToken() {
    return ThreadLocalRandom.current().nextLong();
  }
}
