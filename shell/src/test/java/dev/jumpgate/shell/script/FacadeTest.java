package dev.jumpgate.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jumpgate.operator.Operator;
import dev.jumpgate.operator.TraceLimits;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacadeTest {

  /** What only a shell can do, and what only a node has. */
  private static final Set<String> OF_THE_SHELL =
      Set.of("push", "killNode", "dryRunUpgrade", "export", "importFile");

  private static final Set<String> OF_A_NODE = Set.of("node");

  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void bind() {
    var operator =
        (Operator)
            Proxy.newProxyInstance(
                Operator.class.getClassLoader(),
                new Class<?>[] {Operator.class},
                (_, method, arguments) -> {
                  asked.add(method.getName() + Arrays.toString(arguments));
                  return null;
                });
    Facade.bind(operator, _ -> {});
  }

  @Test
  void functions_ofShellAndNode_bearTheSameNames() {
    Set<String> shell = names(Facade.class);
    shell.removeAll(OF_THE_SHELL);
    Set<String> node = names(dev.jumpgate.gate.evaluator.Facade.class);
    node.removeAll(OF_A_NODE);
    assertThat(shell).isEqualTo(node);
  }

  private static Set<String> names(Class<?> facade) {
    return Arrays.stream(facade.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void functions_thatWatchAndSteer_askTheOperator() {
    Facade.inspect("nav", 7);
    Facade.history("nav");
    Facade.history("nav", false);
    Facade.diff("nav");
    Facade.diff("nav", 3, 5);
    Facade.crashes();
    Facade.crash("ship-1");
    Facade.replay("ship-1");
    Facade.replay("ship-1", 2);
    Facade.deadletters();
    Facade.conflicts();
    Facade.audit();
    Facade.redeliver("ship-2");
    Facade.suspend("nav");
    Facade.resume("nav");
    Facade.restart("nav");
    Facade.stop("nav");
    Facade.kill("nav");
    assertThat(asked)
        .containsExactly(
            "inspect[nav, 7]",
            "history[nav]",
            "history[nav, false]",
            "diff[nav]",
            "diff[nav, 3, 5]",
            "crashesnull",
            "crash[ship-1]",
            "replay[ship-1, null]",
            "replay[ship-1, 2]",
            "deadlettersnull",
            "conflictsnull",
            "auditnull",
            "redeliver[ship-2]",
            "suspend[nav]",
            "resume[nav]",
            "restart[nav]",
            "stop[nav, false]",
            "stop[nav, true]");
  }

  @Test
  void trace_withoutLimits_hasTheUsualOnes() {
    Facade.trace("nav", _ -> {});
    assertThat(asked).singleElement().asString().startsWith("trace[nav, " + TraceLimits.USUAL);
  }

  @Test
  void psWhere_aCondition_isReadHereAndDecidedThere() {
    Facade.psWhere("mailbox > 100");
    assertThat(asked).containsExactly("ps[Pattern[text=*], mailbox > 100]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facade.psWhere("mailbox >"))
        .withMessageStartingWith("column 10, at the end");
  }
}
