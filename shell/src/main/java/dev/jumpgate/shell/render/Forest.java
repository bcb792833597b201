package dev.jumpgate.shell.render;

import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Processes below their supervisors, in the order in which a tree shows them. One whose supervisor
 * is not among them is a root.
 */
public final class Forest {

  private static final String STEP = "  ";

  private final List<ProcessStatus> inOrder = new ArrayList<>();
  private final Map<Pid, Integer> depths = new HashMap<>();

  private Forest() {}

  /** The trees of these processes; siblings stay in the order in which they are given. */
  public static Forest of(List<ProcessStatus> processes) {
    Set<Pid> known = new HashSet<>();
    processes.forEach(process -> known.add(process.pid()));
    Map<Pid, List<ProcessStatus>> children = new LinkedHashMap<>();
    List<ProcessStatus> roots = new ArrayList<>();
    for (ProcessStatus process : processes) {
      Pid supervisor = process.supervisor();
      if (supervisor != null && known.contains(supervisor)) {
        children.computeIfAbsent(supervisor, pid -> new ArrayList<>()).add(process);
      } else {
        roots.add(process);
      }
    }
    var forest = new Forest();
    forest.add(roots, 0, children);
    return forest;
  }

  private void add(
      List<ProcessStatus> siblings, int depth, Map<Pid, List<ProcessStatus>> children) {
    for (ProcessStatus process : siblings) {
      inOrder.add(process);
      depths.put(process.pid(), depth);
      add(children.getOrDefault(process.pid(), List.of()), depth + 1, children);
    }
  }

  /** The processes, each behind its supervisor. */
  public List<ProcessStatus> inOrder() {
    return List.copyOf(inOrder);
  }

  /** What stands before the name of a process, as deep as it is. */
  String indent(ProcessStatus process) {
    return STEP.repeat(depths.getOrDefault(process.pid(), 0));
  }
}
