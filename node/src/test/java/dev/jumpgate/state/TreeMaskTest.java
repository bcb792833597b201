package dev.jumpgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jumpgate.state.Diff.Added;
import dev.jumpgate.state.Diff.Changed;
import dev.jumpgate.state.Diff.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeMaskTest {

  private static final String SECRET = "hunter2";
  private static final Tree HIDDEN = Tree.of("***");

  private static Tree record(Tree.Component... components) {
    return new Tree.RecordNode("demo.Account", true, List.of(components));
  }

  private static Tree account(String name, Tree password) {
    return record(
        new Tree.Component("name", Tree.of(name)), new Tree.Component("password", password, true));
  }

  private static Tree book(Tree... accounts) {
    return record(
        new Tree.Component("list", new Tree.ListNode(List.of(accounts))),
        new Tree.Component("set", new Tree.SetNode(List.of(accounts))),
        new Tree.Component(
            "map", new Tree.MapNode(List.of(new Tree.Entry(accounts[0], accounts[0])))));
  }

  @Test
  void texts_ofASensitiveComponent_hideIt() {
    Tree tree = account("ann", Tree.of(SECRET));
    assertThat(tree).hasToString("Account[name=\"ann\", password=***]");
    assertThat(tree.json())
        .isEqualTo("{\"@type\":\"Account\",\"name\":\"ann\",\"password\":\"***\"}");
    assertThat(account("ann", Tree.of(null))).hasToString("Account[name=\"ann\", password=***]");
    assertThat(book(tree).toString() + book(tree).json()).doesNotContain(SECRET);
    assertThat(tree.get("password").asText()).isEqualTo(SECRET);
  }

  @Test
  void get_pathThatFails_hidesWhatIsThere() {
    Tree inside = account("ann", account("bob", Tree.of(SECRET)));
    assertThatThrownBy(() -> inside.get("password.password.x"))
        .isInstanceOf(NoSuchPathException.class)
        .hasMessage(
            "no path \"password.password.x\": no \"password\" in what is at password, \"***\"");
  }

  @Test
  void masked_everyKindOfNode_hasNoPathToTheValue() {
    Tree tree = book(account("ann", Tree.of(SECRET)), account("bob", record()));
    Tree masked = tree.masked();
    assertThat(masked.get("list[0].password")).isEqualTo(HIDDEN);
    assertThat(masked.get("list[1].password")).isEqualTo(HIDDEN);
    assertThat(masked.revealed().toString()).doesNotContain(SECRET).contains("password=\"***\"");
    assertThat(masked.masked()).isSameAs(masked);
    assertThat(tree.get("list[0].password").asText()).isEqualTo(SECRET);
  }

  @Test
  void masked_nothingSensitive_isTheSameTree() {
    Tree tree = book(record(new Tree.Component("name", Tree.of("ann"))));
    assertThat(tree.masked()).isSameAs(tree);
    assertThat(tree.revealed()).isSameAs(tree);
  }

  @Test
  void revealed_always_showsAll() {
    Tree tree = book(account("ann", Tree.of(SECRET)));
    assertThat(tree.revealed().json()).contains("\"password\":\"hunter2\"").doesNotContain("***");
    assertThat(tree.revealed().masked()).isEqualTo(tree.revealed());
  }

  @Test
  void masked_randomTrees_keepTheirFormAndLoseEverySecret() {
    Seed seed = Seed.fresh();
    Random random = seed.random();
    int hidden = 0;
    for (int i = 0; i < 2_000; i++) {
      Tree tree = random(random, 4, false);
      String shown = tree.toString() + tree.json() + tree.masked().revealed();
      assertThat(shown).as(seed::toString).doesNotContain(SECRET);
      assertThat(tree.masked().size()).as(seed::toString).isEqualTo(tree.size());
      assertThat(tree.masked()).as(seed::toString).hasToString(tree.toString());
      hidden += tree.revealed().toString().contains(SECRET) ? 1 : 0;
    }
    assertThat(hidden).as(seed::toString).isGreaterThan(100);
  }

  /** A tree whose secrets stand in sensitive components only, and anywhere below those. */
  private static Tree random(Random random, int depth, boolean secret) {
    List<Tree> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && depth > 0; i--) {
      parts.add(random(random, depth - 1, secret));
    }
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 0 -> Tree.of(secret ? SECRET : "plain");
      case 1 -> new Tree.ListNode(parts);
      case 2 -> new Tree.SetNode(parts);
      case 3 -> new Tree.MapNode(parts.stream().map(p -> new Tree.Entry(p, p)).toList());
      default -> {
        boolean sensitive = random.nextBoolean();
        Tree value = random(random, depth - 1, secret || sensitive);
        yield record(
            new Tree.Component("open", random(random, depth - 1, secret)),
            new Tree.Component("closed", value, sensitive));
      }
    };
  }

  @Test
  void between_sensitiveComponents_tellsThatTheyChangedAndNoMore() {
    Tree old = account("ann", Tree.of(SECRET));
    Tree now = account("eve", Tree.of("swordfish"));
    assertThat(Diff.between(old, now))
        .containsExactly(
            new Changed<>("name", Tree.of("ann"), Tree.of("eve")),
            new Changed<>("password", HIDDEN, HIDDEN));
    assertThat(Diff.between(account("ann", old), account("ann", now)))
        .containsExactly(new Changed<>("password", HIDDEN, HIDDEN));
    assertThat(Diff.between(old.revealed(), now.revealed()))
        .contains(new Changed<>("password", Tree.of(SECRET), Tree.of("swordfish")));
  }

  @Test
  void between_sensitiveComponentsThatCameOrWent_hidesThem() {
    Tree with = account("ann", Tree.of(SECRET));
    Tree without = record(new Tree.Component("name", Tree.of("ann")));
    assertThat(Diff.between(with, without)).containsExactly(new Removed<>("password", HIDDEN));
    assertThat(Diff.between(without, with)).containsExactly(new Added<>("password", HIDDEN));
    Tree none = new Tree.ListNode(List.of());
    Tree one = new Tree.ListNode(List.of(with));
    assertThat(Diff.between(none, one)).containsExactly(new Added<>("[0]", with.masked()));
    assertThat(Diff.between(Tree.of(1), one))
        .containsExactly(new Changed<>("", Tree.of(1), one.masked()));
  }

  @Test
  void between_aPartThatBecameSensitive_isNoChangeAndHidesItsOldValue() {
    Tree sensitive = account("ann", Tree.of(SECRET));
    Tree open = sensitive.revealed();
    assertThat(Diff.between(open, sensitive)).isEmpty();
    assertThat(Diff.between(sensitive, open)).isEmpty();
    assertThat(Diff.between(account("ann", Tree.of("x")).revealed(), sensitive))
        .containsExactly(new Changed<>("password", HIDDEN, HIDDEN));
  }
}
