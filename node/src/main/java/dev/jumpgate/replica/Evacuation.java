package dev.jumpgate.replica;

import dev.jumpgate.cluster.EventLog;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Transport;
import dev.jumpgate.operator.MoveFailure;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.RelocationPlan;
import dev.jumpgate.operator.RelocationResult;
import dev.jumpgate.runtime.Cell;
import dev.jumpgate.runtime.Probe;
import dev.jumpgate.runtime.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings many processes of this node to others, and takes those that others bring. Small ones go in
 * convoys, large and busy ones each by themselves, several at a time.
 */
public final class Evacuation {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Membership membership;
  private final Processes processes;
  private final EventLog events;
  private final Mover mover;
  private final Farewell farewell;

  public Evacuation(
      Membership membership,
      Transport transport,
      Processes processes,
      EventLog events,
      Mover mover) {
    this.membership = membership;
    this.processes = processes;
    this.events = events;
    this.mover = mover;
    this.farewell = new Farewell(membership, transport, processes);
  }

  // --- where to ---

  /**
   * The nodes that can take processes of this one.
   *
   * @param wanted their names; empty for all others
   * @throws OperatorException where there is none, or one of them cannot
   */
  public List<String> targets(List<String> wanted) {
    String self = membership.self().name();
    for (String node : wanted) {
      if (node.equals(self)) {
        throw new OperatorException(
            Code.BAD_USAGE, "%s cannot take its own processes".formatted(self), null);
      }
      checkTakes(node);
    }
    List<String> all =
        !wanted.isEmpty()
            ? wanted.stream().distinct().toList()
            : membership.members().stream()
                .filter(m -> !m.equals(membership.self()) && !m.witness() && !farewell.leaves(m))
                .map(Member::name)
                .toList();
    if (all.isEmpty()) {
      throw new OperatorException(
          Code.FAILED, "there is no other node that could take the processes of " + self, null);
    }
    return all;
  }

  /**
   * Refuses a node that is not there, or is about to leave.
   *
   * @throws OperatorException in one line
   */
  public void checkTakes(String node) {
    Member member =
        membership
            .member(node)
            .orElseThrow(() ->
                new OperatorException(
                    Code.UNKNOWN_NODE, "no node is named " + node, "/nodes lists them"));
    if (member.witness()) {
      throw new OperatorException(Code.FAILED, node + " is a witness: it hosts no processes", null);
    }
    if (farewell.leaves(member)) {
      throw new OperatorException(
          Code.FAILED,
          node + " is leaving the cluster and takes no processes",
          "/nodes shows who is up");
    }
  }

  /** As many for each node as can be, for all processes of this one. */
  public Map<String, Integer> evenly(List<String> nodes) {
    int all = processes.all().size();
    Map<String, Integer> shares = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      shares.put(nodes.get(i), all / nodes.size() + (i < all % nodes.size() ? 1 : 0));
    }
    return shares;
  }

  // --- what goes ---

  /**
   * What {@link #relocate} would do.
   *
   * @throws InterruptedException while the others are asked for room
   */
  public RelocationPlan plan(Map<String, Integer> shares) throws InterruptedException {
    var assignment = assign(shares);
    var tally = new Tally(membership.self().name());
    assignment.staying.forEach(tally::failed);
    new Prospect(membership, mover, assignment.loads, tally).draw();
    return new RelocationPlan(tally.flows(), tally.failures());
  }

  /**
   * Brings processes to other nodes while they serve.
   *
   * @param shares how many to which
   */
  public RelocationResult relocate(Map<String, Integer> shares) throws InterruptedException {
    return relocate(shares, new ArrayList<>());
  }

  private RelocationResult relocate(Map<String, Integer> shares, List<Owner> owners)
      throws InterruptedException {
    long start = System.nanoTime();
    var assignment = assign(shares);
    var tally = new Tally(membership.self().name());
    assignment.staying.forEach(tally::failed);
    new Voyage(this, assignment.loads, tally, owners).sail();
    return new RelocationResult(
        tally.flows(), tally.failures(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** Which process goes where, and those that cannot go. */
  private record Assignment(
      Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads, List<MoveFailure> staying) {}

  // One after the other around the nodes: none waits until another has its share.
  private Assignment assign(Map<String, Integer> shares) {
    Map<String, Integer> open = new LinkedHashMap<>(shares);
    open.values().removeIf(count -> count <= 0);
    Map<String, ConcurrentLinkedQueue<Cell<?, ?>>> loads = new LinkedHashMap<>();
    open.keySet().forEach(node -> loads.put(node, new ConcurrentLinkedQueue<>()));
    List<MoveFailure> staying = new ArrayList<>();
    int wanted = shares.values().stream().mapToInt(Integer::intValue).sum();
    boolean all = wanted >= processes.all().size();
    List<String> turn = List.of();
    int at = 0;
    for (Cell<?, ?> cell : processes.all()) {
      if (at == turn.size()) {
        turn = List.copyOf(open.keySet());
        at = 0;
        if (turn.isEmpty()) {
          break;
        }
      }
      String obstacle = obstacle(cell);
      if (obstacle != null) {
        if (all) {
          staying.add(new MoveFailure(cell.label(), obstacle));
        }
        continue;
      }
      String node = turn.get(at++);
      Objects.requireNonNull(loads.get(node)).add(cell);
      open.computeIfPresent(node, (n, left) -> left == 1 ? null : left - 1);
    }
    return new Assignment(loads, staying);
  }

  private static @Nullable String obstacle(Cell<?, ?> cell) {
    return cell.isInTransit() ? "it is being moved or upgraded already" : null;
  }

  ProcessStatus status(Cell<?, ?> cell) {
    return Probe.status(cell, membership.self().name());
  }

  // --- leaving ---

  /** From now on this node takes no processes, and the others know. */
  public void leaving() {
    processes.leaving();
    farewell.say();
  }

  /**
   * Brings as many processes as can be to nodes that stay, and has the others send to where they
   * are now, within a time.
   *
   * @return what could not go
   */
  public List<MoveFailure> drain(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    List<Owner> owners = Collections.synchronizedList(new ArrayList<>());
    List<MoveFailure> failed = List.of();
    while (!processes.all().isEmpty() && deadline - System.nanoTime() > 0) {
      RelocationResult pass = Deadline.within(deadline, () -> pass(owners));
      if (pass == null) {
        break;
      }
      failed = pass.failed();
      // A target may join yet, and a process come to the end of its message.
      if (pass.moved() == 0) {
        if (!farewell.hadCompany()) {
          break;
        }
        Thread.sleep(Math.clamp((deadline - System.nanoTime()) / 1_000_000, 0, AGAIN.toMillis()));
      }
    }
    farewell.turnAway(List.copyOf(owners), deadline);
    return failed;
  }

  private RelocationResult pass(List<Owner> owners) throws InterruptedException {
    List<String> nodes;
    try {
      nodes = targets(List.of());
    } catch (OperatorException e) {
      String reason = String.valueOf(e.getMessage());
      return new RelocationResult(
          List.of(),
          processes.all().stream().map(cell -> new MoveFailure(cell.label(), reason)).toList(),
          Duration.ZERO);
    }
    return relocate(evenly(nodes), owners);
  }

  // --- what a voyage needs ---

  Membership membership() {
    return membership;
  }

  Processes processes() {
    return processes;
  }

  Mover mover() {
    return mover;
  }

  EventLog events() {
    return events;
  }
}
