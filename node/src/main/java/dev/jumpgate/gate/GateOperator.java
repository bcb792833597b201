package dev.jumpgate.gate;

import dev.jumpgate.cluster.EventLog;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The facade for code that runs in this very node: snippets. */
final class GateOperator extends ProcessCommands {

  private final Identity admin;
  private final Relay.Executor calls;
  private final EventLog events;

  GateOperator(Identity admin, Relay.Executor calls, EventLog events) {
    this.admin = admin;
    this.calls = calls;
    this.events = events;
  }

  @Override
  protected <R extends Result> R ask(Call call, Class<R> kind) {
    try {
      return kind.cast(calls.execute(admin, call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(OperatorException.Code.FAILED, "interrupted", null);
    }
  }

  @Override
  public List<NodeStatus> nodes() {
    return ask(new Call.Nodes(), Result.Nodes.class).nodes();
  }

  @Override
  public List<ProcessStatus> ps(Pattern pattern) {
    return ask(new Call.Ps(pattern.text(), null), Result.Processes.class).processes();
  }

  @Override
  public Inspection about(String process, boolean reveal) {
    Result.About about = ask(new Call.About(process, reveal), Result.About.class);
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
  public List<BundleStatus> bundles() {
    return ask(new Call.Bundles(), Result.Bundles.class).bundles();
  }

  @Override
  public List<BundleFile> content(String bundle, int version) {
    return ask(new Call.BundleContent(bundle, version), Result.BundleContent.class).files();
  }

  @Override
  public PushResult push(String bundle, List<BundleFile> files) {
    return ask(new Call.Push(bundle, files), Result.Pushed.class).push();
  }

  @Override
  public UpgradeResult upgrade(String target, @Nullable Integer version, boolean dryRun) {
    return ask(new Call.Upgrade(target, version, dryRun), Result.Upgraded.class).upgrade();
  }

  @Override
  public UpgradeResult rollback(String target) {
    return ask(new Call.Rollback(target), Result.Upgraded.class).upgrade();
  }

  @Override
  public List<EvalStatus> evals() {
    return ask(new Call.Evals(), Result.Evals.class).evals();
  }

  @Override
  public List<Event> events() {
    return ask(new Call.Events(), Result.Events.class).events();
  }

  @Override
  public Subscription follow(Consumer<Event> listener) {
    return events.follow(listener::accept);
  }

  @Override
  public Subscription trace(String process, TraceLimits limits, Consumer<TraceStep> listener) {
    Tracing tracing = Tracing.open(calls, admin, process, limits);
    Thread thread = Thread.ofVirtual().name("jumpgate-trace").start(() -> tracing.run(listener));
    return thread::interrupt;
  }
}
