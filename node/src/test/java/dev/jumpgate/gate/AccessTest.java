package dev.jumpgate.gate;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Role;
import dev.jumpgate.operator.TraceLimits;
import dev.jumpgate.state.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessTest {

  /** Every command with the least role that may give it. */
  private static final Map<Call, Role> NEEDED =
      Map.ofEntries(
          Map.entry(new Call.Nodes(), Role.VIEWER),
          Map.entry(new Call.Ps("*", null), Role.VIEWER),
          Map.entry(new Call.About("nav", false), Role.VIEWER),
          Map.entry(new Call.About("nav", true), Role.ADMIN),
          Map.entry(new Call.Keep("nav", "home", true), Role.OPERATOR),
          Map.entry(new Call.FailOver("nav", false), Role.OPERATOR),
          Map.entry(new Call.Events(), Role.VIEWER),
          Map.entry(new Call.Follow(), Role.VIEWER),
          Map.entry(new Call.Evals(), Role.VIEWER),
          Map.entry(new Call.Bundles(), Role.VIEWER),
          Map.entry(new Call.Top("*"), Role.VIEWER),
          Map.entry(new Call.At("nav", 7), Role.VIEWER),
          Map.entry(new Call.Diff("nav", null, null), Role.VIEWER),
          Map.entry(new Call.History("nav", null), Role.VIEWER),
          Map.entry(new Call.History("nav", true), Role.OPERATOR),
          Map.entry(new Call.Crashes(), Role.VIEWER),
          Map.entry(new Call.Conflicts(), Role.VIEWER),
          Map.entry(new Call.Crash("ship-1"), Role.VIEWER),
          Map.entry(new Call.DeadLetters(), Role.VIEWER),
          Map.entry(new Call.Trace("nav", TraceLimits.USUAL), Role.VIEWER),
          Map.entry(new Call.TraceOpen("nav", TraceLimits.USUAL), Role.VIEWER),
          Map.entry(new Call.TraceNext("ship-2"), Role.VIEWER),
          Map.entry(new Call.TraceClose("ship-2"), Role.VIEWER),
          Map.entry(new Call.Suspend("nav"), Role.OPERATOR),
          Map.entry(new Call.Resume("nav"), Role.OPERATOR),
          Map.entry(new Call.Restart("nav"), Role.OPERATOR),
          Map.entry(new Call.Stop("nav", true), Role.OPERATOR),
          Map.entry(new Call.Replay("ship-1", null), Role.OPERATOR),
          Map.entry(new Call.Redeliver("ship-1"), Role.OPERATOR),
          Map.entry(new Call.Audit(Map.of()), Role.OPERATOR),
          Map.entry(new Call.Move("nav", "home"), Role.OPERATOR),
          Map.entry(new Call.PlanMove("nav", "home", MoveOptions.DEFAULT), Role.OPERATOR),
          Map.entry(new Call.MoveMany(List.of(), "home", MoveOptions.DEFAULT), Role.OPERATOR),
          Map.entry(new Call.PlanMoveMany(List.of(), "home", MoveOptions.DEFAULT), Role.OPERATOR),
          Map.entry(new Call.Evacuate("ship", List.of(), true), Role.OPERATOR),
          Map.entry(new Call.Balance(true), Role.OPERATOR),
          Map.entry(new Call.Relocate("ship", Map.of(), true), Role.OPERATOR),
          Map.entry(new Call.Upgrade("nav", null, true), Role.OPERATOR),
          Map.entry(new Call.Rollback("nav"), Role.OPERATOR),
          Map.entry(new Call.Export("nav"), Role.ADMIN),
          Map.entry(new Call.Import(Bytes.empty(), null), Role.ADMIN),
          Map.entry(new Call.BundleContent("app", 1), Role.ADMIN),
          Map.entry(new Call.Push("app", List.of()), Role.ADMIN));

  private static Identity kim(Role role) {
    return new Identity("kim", "ship", "socket", role);
  }

  @Test
  void check_everyCommand_passesTheRolesThatCoverItsOwnAlone() {
    NEEDED.forEach((call, needed) -> {
      for (Role role : Role.values()) {
        if (role.covers(needed)) {
          assertThatCode(() -> Access.check(kim(role), call)).doesNotThrowAnyException();
        } else {
          assertRefused(() -> Access.check(kim(role), call));
        }
      }
    });
    assertThat(NEEDED.keySet().stream().<Class<?>>map(Object::getClass).collect(toSet()))
        .isEqualTo(commands(Call.class).collect(toSet()));
  }

  private static Stream<Class<?>> commands(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AccessTest::commands)
        : Stream.of(type);
  }

  @Test
  void check_refused_saysWhoHasWhichRole() {
    assertThatThrownBy(() -> Access.check(kim(Role.VIEWER), new Call.Move("nav", "home")))
        .hasMessage(
            "that needs the role operator, and kim at the gate of ship has the role viewer");
  }

  @Test
  void checkEvaluation_anyButAdmins_areRefused() {
    Access.checkEvaluation(kim(Role.ADMIN));
    assertRefused(() -> Access.checkEvaluation(kim(Role.OPERATOR)));
  }

  // What is null is not there: a refused command must not reach anything.
  @SuppressWarnings("NullAway")
  @Test
  void execute_commandOfWhoMayNot_isRefusedByTheNodeThatExecutes() {
    var local = new LocalCalls(null, null, null, null, null, null, null, null, null);
    List<Call> above = new ArrayList<>(NEEDED.keySet());
    above.removeIf(call -> Role.VIEWER.covers(NEEDED.getOrDefault(call, Role.ADMIN)));
    assertThat(above).hasSize(24);
    above.forEach(call -> assertRefused(() -> local.execute(kim(Role.VIEWER), call)));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action)
        .asInstanceOf(type(OperatorException.class))
        .extracting(OperatorException::code)
        .isEqualTo(Code.REFUSED);
  }
}
