package dev.jumpgate.gate;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.operator.NodeStatus;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself.
 *
 * @param gate its gate's socket, or null where it has none
 */
public record NodeFacts(Member self, String version, @Nullable Path gate) {

  NodeStatus status(String state, int processes) {
    Runtime runtime = Runtime.getRuntime();
    return new NodeStatus(
        self.name(),
        self.address(),
        ProcessHandle.current().pid(),
        state,
        version,
        processes,
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        cpu(),
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
        gate == null ? null : gate.toString());
  }

  private static double cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuLoad())
        : 0;
  }
}
