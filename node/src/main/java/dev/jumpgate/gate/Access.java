package dev.jumpgate.gate;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Role;

/** Which role each command needs. The node that executes a command asks, whoever relayed it. */
final class Access {

  private static final String HINT = "a node's own user is admin at its Unix-domain socket";

  private Access() {}

  /**
   * Passes whoever may give that command.
   *
   * @throws OperatorException {@code REFUSED} for others
   */
  static void check(Identity operator, Call call) {
    check(operator, needed(call));
  }

  /** The same for running Java in a node. */
  static void checkEvaluation(Identity operator) {
    check(operator, Role.ADMIN);
  }

  private static void check(Identity operator, Role needed) {
    if (!operator.role().covers(needed)) {
      throw new OperatorException(
          Code.REFUSED,
          "that needs the role %s, and %s has the role %s"
              .formatted(needed, operator, operator.role()),
          HINT);
    }
  }

  /** True for what changes nothing, and shows nothing that is for admins only. */
  static boolean isLook(Call call) {
    return switch (call) {
      case Call.PlanMove _, Call.PlanMoveMany _, Call.Audit _, Call.BundleContent _ -> true;
      case Call.Upgrade(var _, var _, var dryRun) -> dryRun;
      case Call.Evacuate(var _, var _, var dryRun) -> dryRun;
      case Call.Relocate(var _, var _, var dryRun) -> dryRun;
      case Call.Balance(var dryRun) -> dryRun;
      default -> needed(call) == Role.VIEWER;
    };
  }

  private static Role needed(Call call) {
    return switch (call) {
      case Call.About(var _, var reveal) -> reveal ? Role.ADMIN : Role.VIEWER;
      case Call.History(var _, var on) -> on == null ? Role.VIEWER : Role.OPERATOR;
      case Call.Nodes _,
          Call.Ps _,
          Call.Top _,
          Call.Events _,
          Call.Follow _,
          Call.Evals _,
          Call.Bundles _,
          Call.At _,
          Call.Diff _,
          Call.Crashes _,
          Call.Crash _,
          Call.DeadLetters _,
          Call.Conflicts _,
          Call.Trace _,
          Call.TraceOpen _,
          Call.TraceNext _,
          Call.TraceClose _ ->
          Role.VIEWER;
      case Call.Move _,
          Call.PlanMove _,
          Call.MoveMany _,
          Call.Evacuate _,
          Call.Balance _,
          Call.Relocate _,
          Call.PlanMoveMany _,
          Call.Keep _,
          Call.FailOver _,
          Call.Upgrade _,
          Call.Rollback _,
          Call.Suspend _,
          Call.Resume _,
          Call.Restart _,
          Call.Stop _,
          Call.Replay _,
          Call.Redeliver _,
          Call.Audit _ ->
          Role.OPERATOR;
      case Call.BundleContent _, Call.Push _, Call.Export _, Call.Import _ -> Role.ADMIN;
    };
  }
}
