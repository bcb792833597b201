package dev.jumpgate.shell.client;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.ProcessCommands;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.operator.BundleFile;
import dev.jumpgate.operator.BundleStatus;
import dev.jumpgate.operator.EvalStatus;
import dev.jumpgate.operator.Event;
import dev.jumpgate.operator.Inspection;
import dev.jumpgate.operator.NodeStatus;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.Pattern;
import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.operator.PushResult;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.operator.TraceStep;
import dev.jumpgate.operator.UpgradeResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as seen through one gate.
 *
 * <p>Once the gate is gone everything fails with {@code UNREACHABLE}; {@link Gates} gives a new
 * client.
 */
public final class GateClient extends ProcessCommands implements AutoCloseable {

  private final Link link;
  // Opens another link to the same gate; null where its socket is on this machine for all to find.
  private final @Nullable Supplier<Link> another;

  private GateClient(Link link, @Nullable Supplier<Link> another) {
    this.link = link;
    this.another = another;
  }

  /**
   * Connects to the gate at a socket.
   *
   * @param patience how long it may take to say hello
   * @throws NoGateException when nobody listens there
   * @throws OperatorException {@code UNREACHABLE} when who listens does not speak our protocol
   */
  static GateClient connect(Path socket, Duration patience) {
    return new GateClient(Link.open(socket, patience), null);
  }

  /**
   * Connects to a gate that is not found by a socket of this machine.
   *
   * @param opener opens a link to it, now and for each evaluator
   */
  static GateClient connect(Supplier<Link> opener) {
    return new GateClient(opener.get(), opener);
  }

  /**
   * Connects to a node's evaluator: over the way that this client took where it is that node's,
   * else by the node's socket.
   *
   * @param socket the node's, as it says
   * @param printer takes what snippets print, on a thread of the connection's
   * @throws OperatorException {@code UNREACHABLE} when that node does not answer there
   */
  public NodeEvaluator evaluator(String node, Path socket, NodeEvaluator.Printer printer) {
    if (another == null || !node.equals(link.node())) {
      return Gates.evaluator(node, socket, printer);
    }
    Link evaluator = another.get();
    evaluator.printTo(printer);
    return evaluator;
  }

  /** True where the gate was found by its socket: its node is on this machine. */
  public boolean isLocal() {
    return another == null;
  }

  /** The node whose gate this is. */
  public String node() {
    return link.node();
  }

  /** False once the connection has ended, whoever ended it. */
  public boolean isOpen() {
    return link.isOpen();
  }

  @Override
  protected <R extends Result> R ask(Call call, Class<R> kind) {
    return link.ask(call, kind);
  }

  @Override
  public List<NodeStatus> nodes() {
    return link.ask(new Call.Nodes(), Result.Nodes.class).nodes();
  }

  @Override
  public List<ProcessStatus> ps(Pattern pattern) {
    return link.ask(new Call.Ps(pattern.text(), null), Result.Processes.class).processes();
  }

  @Override
  public Inspection about(String process, boolean reveal) {
    Result.About about = link.ask(new Call.About(process, reveal), Result.About.class);
    return new Inspection(
        about.name(),
        about.pid(),
        about.node(),
        about.revision(),
        about.version(),
        about.stable(),
        about.handling(),
        about.since(),
        about.stack(),
        Codec.tree(about.state().toArray()));
  }

  @Override
  public List<EvalStatus> evals() {
    return link.ask(new Call.Evals(), Result.Evals.class).evals();
  }

  @Override
  public List<BundleStatus> bundles() {
    return link.ask(new Call.Bundles(), Result.Bundles.class).bundles();
  }

  @Override
  public List<BundleFile> content(String bundle, int version) {
    return link.ask(new Call.BundleContent(bundle, version), Result.BundleContent.class).files();
  }

  @Override
  public PushResult push(String bundle, List<BundleFile> files) {
    return link.ask(new Call.Push(bundle, files), Result.Pushed.class).push();
  }

  @Override
  public UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun) {
    return link.ask(new Call.Upgrade(target, version, dryRun), Result.Upgraded.class).upgrade();
  }

  @Override
  public UpgradeResult rollback(String target) {
    return link.ask(new Call.Rollback(target), Result.Upgraded.class).upgrade();
  }

  @Override
  public List<Event> events() {
    return link.ask(new Call.Events(), Result.Events.class).events();
  }

  @Override
  public Subscription follow(Consumer<Event> listener) {
    return link.follow(listener);
  }

  @Override
  public Subscription trace(String process, TraceLimits limits, Consumer<TraceStep> listener) {
    return link.trace(new Call.Trace(process, limits), listener);
  }

  /** Ends the connection; what waits for an answer fails. */
  @Override
  public void close() {
    link.close();
  }
}
