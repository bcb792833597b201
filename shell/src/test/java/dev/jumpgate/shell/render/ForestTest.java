package dev.jumpgate.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.operator.ProcessStatus;
import dev.jumpgate.process.Pid;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who stands below whom. */
class ForestTest {

  private static ProcessStatus process(String name, long serial, @Nullable Long supervisor) {
    return new ProcessStatus(
        name,
        new Pid("ship", 1, serial),
        "ship",
        "Navigation",
        1,
        "idle",
        0,
        0,
        1,
        null,
        null,
        null,
        null,
        supervisor == null ? null : new Pid("ship", 1, supervisor));
  }

  private static String shown(ProcessStatus... processes) {
    Forest forest = Forest.of(List.of(processes));
    return forest.inOrder().stream()
        .map(p -> forest.indent(p) + p.name())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void children_standBelowTheirSupervisor_inTheOrderGiven() {
    assertThat(
            shown(
                process("leaf", 5, 4L),
                process("z", 2, 1L),
                process("a", 3, 1L),
                process("pool", 4, 1L),
                process("top", 1, null),
                process("alone", 9, null)))
        .isEqualTo("top\n  z\n  a\n  pool\n    leaf\nalone");
  }

  @Test
  void oneWhoseSupervisorIsNotListed_isARoot() {
    assertThat(shown(process("a", 3, 1L), process("b", 4, 3L))).isEqualTo("a\n  b");
  }
}
