package dev.jumpgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jumpgate.state.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownRefTest {

  private static final Pid PID = new Pid("ship", 35, 17);

  private static Tree shown(Tree name, Tree pid) {
    return new Tree.RecordNode(
        Ref.class.getName(),
        false,
        List.of(new Tree.Component("name", name), new Tree.Component("pid", pid)));
  }

  @Test
  void of_nameAndPid_hasBoth() {
    Tree pid = new Tree.Symbol(Pid.class.getName(), PID.toString());
    Ref<String> ref = Ref.of(shown(Tree.of("nav"), pid));
    assertThat(ref.name()).isEqualTo("nav");
    assertThat(ref.pid()).isEqualTo(PID);
    assertThat(ref).hasToString("nav");
  }

  @Test
  void of_nameAlone_isByName() {
    Ref<String> ref = Ref.of(shown(Tree.of("nav"), Tree.of(null)));
    assertThat(ref.name()).isEqualTo("nav");
    assertThat(ref.pid()).isNull();
  }

  @Test
  void of_somethingElse_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Ref.of(Tree.of("nav")))
        .withMessageEndingWith("is no reference");
  }

  @Test
  void send_directly_isRefused() {
    Ref<String> ref = Ref.of(shown(Tree.of("nav"), Tree.of(null)));
    assertThatIllegalStateException().isThrownBy(() -> ref.send("hello"));
  }
}
