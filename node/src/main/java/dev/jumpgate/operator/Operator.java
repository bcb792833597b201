package dev.jumpgate.operator;

import dev.jumpgate.state.Tree;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * The last committed state of a process, without its mailbox; does not wait for the process. What
   * is {@link dev.jumpgate.state.Sensitive} is {@code ***}.
   */
  default Tree inspect(String process) {
    return about(process).state();
  }

  /** The same with what is sensitive. For admins only. */
  default Tree reveal(String process) {
    return about(process, true).state();
  }

  /** The last committed state, less what is sensitive, with what surrounds it. */
  default Inspection about(String process) {
    return about(process, false);
  }

  /**
   * The last committed state with what surrounds it.
   *
   * @param reveal with what is sensitive; for admins only
   */
  Inspection about(String process, boolean reveal);

  /** Moves a process to another node while it serves. */
  MoveResult move(String process, String node);

  /** The versions of all bundles, and what runs them. */
  List<BundleStatus> bundles();

  /** All files of a version of a bundle. */
  List<BundleFile> content(String bundle, int version);

  /**
   * Stores a version of a bundle in the cluster and loads it on every node. Nothing runs it yet.
   *
   * @param bundle its name; a new one makes a new bundle
   * @param files all of them: what has not changed since an older version stands here again
   */
  PushResult push(String bundle, List<BundleFile> files);

  /**
   * Brings processes to another version of their code while they serve. Each is converted at a
   * message boundary; one whose state does not convert stays on its version, serving.
   *
   * @param target a process, a pattern of names, or a bundle
   * @param version the number to go to, or null for the latest
   * @param dryRun converts copies and changes nothing
   */
  UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun);

  /** Brings processes back to the version they ran before. */
  UpgradeResult rollback(String target);

  /** The snippets that run in nodes, and those that could not be stopped. */
  List<EvalStatus> evals();

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
