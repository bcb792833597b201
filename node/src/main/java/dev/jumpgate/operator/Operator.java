package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.function.Consumer;

/**
 * The typed facade of the operators' commands, over the whole cluster.
 *
 * <p>Where a method takes a process, its global name or its pid's text will do. All methods are
 * safe for use by several threads, wait for their result, and throw {@link OperatorException} with
 * one line that says what was wrong.
 */
public interface Operator {

  /** The nodes of the cluster, by name. */
  List<NodeStatus> nodes();

  /** The processes of all nodes whose name or pid matches, named ones first. */
  List<ProcessStatus> ps(Pattern pattern);

  /** The last committed state of a process, without its mailbox; does not wait for the process. */
  default Tree inspect(String process) {
    return about(process).state();
  }

  /** The last committed state with what surrounds it. */
  Inspection about(String process);

  /** Moves a process to another node while it serves. */
  MoveResult move(String process, String node);

  /** The latest events of the cluster that the node at this gate has seen, oldest first. */
  List<Event> events();

  /**
   * Hands each further event to {@code listener}, on a thread of this facade's, until closed.
   *
   * @return ends the subscription
   */
  Subscription follow(Consumer<Event> listener);

  /** Something that goes on until it is closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
