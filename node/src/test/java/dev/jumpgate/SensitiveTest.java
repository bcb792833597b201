package dev.jumpgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.codec.Codec;
import dev.jumpgate.gate.protocol.Call;
import dev.jumpgate.gate.protocol.Result;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.Context;
import dev.jumpgate.state.PMap;
import dev.jumpgate.state.Sensitive;
import dev.jumpgate.state.Tree;
import org.junit.jupiter.api.Test;

/** What is annotated leaves no node unless an admin asks for it. */
class SensitiveTest {

  private static final String NUMBER = "4111-1111";

  /** Keeps cards. */
  public static final class Vault implements Behavior<Vault.State, String> {

    /** A card. */
    public record Card(String owner, @Sensitive String number) {}

    /** All cards, some of them under lock. */
    public record State(PMap<String, Card> cards, @Sensitive PMap<String, Card> locked) {}

    @Override
    public State handle(State state, String message, Context<String> context) {
      return state;
    }
  }

  private static Vault.State state() {
    var card = new Vault.Card("ann", NUMBER);
    return new Vault.State(PMap.of("gold", card), PMap.of(NUMBER, card));
  }

  @Test
  void inspect_throughAnyGate_hidesWhatIsSensitiveUnlessRevealed() throws Exception {
    try (var nodes = new NodePair()) {
      nodes.ship().spawn("vault", Vault.class, state());
      for (Node node : new Node[] {nodes.ship(), nodes.home()}) {
        try (var gate = new GateConnection(node)) {
          var masked = (Result.About) gate.ask(new Call.About("vault", false));
          Tree tree = Codec.tree(masked.state().toArray());
          assertThat(tree.get("cards.gold.owner").asText()).isEqualTo("ann");
          assertThat(tree.get("cards.gold.number").asText()).isEqualTo("***");
          assertThat(tree.get("locked").asText()).isEqualTo("***");
          assertThat(new String(masked.state().toArray(), java.nio.charset.StandardCharsets.UTF_8))
              .doesNotContain(NUMBER);
          var revealed = (Result.About) gate.ask(new Call.About("vault", true));
          assertThat(Codec.tree(revealed.state().toArray()).json())
              .isEqualTo(
                  "{\"cards\":{\"gold\":{\"owner\":\"ann\",\"number\":\"4111-1111\"}},"
                      + "\"locked\":{\"4111-1111\":{\"owner\":\"ann\",\"number\":\"4111-1111\"}}}");
        }
      }
    }
  }
}
