package dev.jumpgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.operator.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {

  /** Every command with the least role that may give it. */
  private static final Map<Call, Role> NEEDED =
      Map.ofEntries(
          Map.entry(new Call.Nodes(), Role.VIEWER),
          Map.entry(new Call.Ps("*"), Role.VIEWER),
          Map.entry(new Call.About("nav", false), Role.VIEWER),
          Map.entry(new Call.About("nav", true), Role.ADMIN),
          Map.entry(new Call.Events(), Role.VIEWER),
          Map.entry(new Call.Follow(), Role.VIEWER),
          Map.entry(new Call.Evals(), Role.VIEWER),
          Map.entry(new Call.Bundles(), Role.VIEWER),
          Map.entry(new Call.Move("nav", "home"), Role.OPERATOR),
          Map.entry(new Call.Upgrade("nav", null, true), Role.OPERATOR),
          Map.entry(new Call.Rollback("nav"), Role.OPERATOR),
          Map.entry(new Call.BundleContent("app", 1), Role.ADMIN),
          Map.entry(new Call.Push("app", List.of()), Role.ADMIN));

  private static Identity kim(Role role) {
    return new Identity("kim", "ship", role);
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
    Set<Class<?>> all = new HashSet<>(Arrays.asList(Call.class.getPermittedSubclasses()));
    assertThat(NEEDED.keySet().stream().<Class<?>>map(Object::getClass))
        .containsOnlyOnceElementsOf(all.stream().filter(c -> c != Call.About.class).toList())
        .contains(Call.About.class);
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
    var local = new LocalCalls(null, null, null, null, null, null);
    List<Call> above = new ArrayList<>(NEEDED.keySet());
    above.removeIf(call -> Role.VIEWER.covers(NEEDED.getOrDefault(call, Role.ADMIN)));
    assertThat(above).hasSize(6);
    above.forEach(call -> assertRefused(() -> local.execute(kim(Role.VIEWER), call)));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action)
        .asInstanceOf(type(OperatorException.class))
        .extracting(OperatorException::code)
        .isEqualTo(Code.REFUSED);
  }
}
