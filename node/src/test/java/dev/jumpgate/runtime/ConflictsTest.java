package dev.jumpgate.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.cluster.Owner;
import dev.jumpgate.operator.Conflict;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConflictsTest {

  private static final Pid OTHER = new Pid("home", 2, 1);

  private final LoneNode node = new LoneNode();
  private int names;

  /** Holds a blob. */
  public static final class Holder implements Behavior<Holder.State, String> {

    public record State(Bytes blob) {}

    @Override
    public State handle(State state, String message, Context<String> context) {
      return state;
    }
  }

  @AfterEach
  void close() throws Exception {
    node.close();
  }

  private void lose(Conflicts conflicts, int bytes) {
    String name = "nav" + ++names;
    var ref =
        node.processes().spawn(name, Holder.class, new Holder.State(Bytes.of(new byte[bytes])));
    Cell<?, ?> cell = node.processes().named(name).orElseThrow();
    assertThat(ref).isNotNull();
    conflicts.add(
        cell,
        name,
        new Owner(cell.pid(), "ship", 1, 1, null, 7),
        new Owner(OTHER, "home", 2, 2, null, 8));
  }

  private static List<String> kept(Conflicts conflicts) {
    return conflicts.all(UnaryOperator.identity()).stream().map(Conflict::process).toList();
  }

  @Test
  void add_beyondTheNumber_dropsTheOldest() {
    var conflicts = new Conflicts("ship", 2, Long.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      lose(conflicts, 10);
    }
    assertThat(kept(conflicts)).containsExactly("nav2", "nav3");
    assertThat(conflicts.all(UnaryOperator.identity()).getFirst().id())
        .isEqualTo("ship-conflict-2");
  }

  @Test
  void add_beyondTheBytes_dropsTheOldest() {
    var conflicts = new Conflicts("ship", 100, 25_000);
    for (int i = 0; i < 4; i++) {
      lose(conflicts, 10_000);
    }
    assertThat(kept(conflicts)).containsExactly("nav3", "nav4");
  }

  @Test
  void add_oneThatIsTooLargeByItself_keepsItAlone() {
    var conflicts = new Conflicts("ship", 100, 25_000);
    lose(conflicts, 10_000);
    lose(conflicts, 100_000);
    assertThat(kept(conflicts)).containsExactly("nav2");
  }
}
