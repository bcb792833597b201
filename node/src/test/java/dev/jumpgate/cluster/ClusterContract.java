package dev.jumpgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jumpgate.process.Pid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rest of the node relies on, of whatever kind the cluster is. */
public abstract class ClusterContract {

  private static final Transport.Channel CHANNEL = Transport.Channel.PROCESSES;

  private static final int KEYS = 200;

  private long token;

  /** One member, with its ports. */
  protected interface Part {
    Membership membership();

    Transport transport();

    Registry registry();

    void crash();

    void leave();
  }

  /** A member joins the ones that are there. */
  protected abstract Part join(String name);

  /** Lets time pass until the condition holds; fails where it never does. */
  protected abstract void until(BooleanSupplier condition);

  /** Frames are received from now on. */
  protected abstract void open(Part part);

  private <T> T get(CompletionStage<T> stage) {
    var future = stage.toCompletableFuture();
    until(future::isDone);
    return future.join();
  }

  private Registry.Claim change(Part part, String key, Change change) {
    return Objects.requireNonNull(get(part.registry().change(Map.of(key, change))).get(key));
  }

  private Owner owner(Part part, long serial) {
    Member self = part.membership().self();
    return owner(part, new Pid(self.name(), self.incarnation(), serial), 1);
  }

  private Owner owner(Part part, Pid pid, long epoch) {
    Member self = part.membership().self();
    return new Owner(pid, self.name(), self.incarnation(), epoch, null, ++token);
  }

  private void untilKnown(Part part, String key, Owner owner) {
    until(() -> part.registry().known(key).equals(Optional.ofNullable(owner)));
  }

  private static void holdAll(Part part) {
    part.registry()
        .keep(
            new Registry.Holder() {
              @Override
              public boolean holds(Owner owner) {
                return true;
              }

              @Override
              public void lost(String key, Owner mine, Owner winner) {}
            });
  }

  // --- membership ---

  @Test
  void members_joinAndLeave_areListedByAgeAndTold() {
    Part ship = join("ship");
    var told = new CopyOnWriteArrayList<String>();
    ship.membership()
        .listen(
            new Membership.Listener() {
              @Override
              public void joined(Member member) {
                told.add("+" + member.name());
              }

              @Override
              public void left(Member member) {
                told.add("-" + member.name());
              }
            });
    Part home = join("home");
    until(() -> told.size() == 1);
    Part dock = join("dock");
    until(() -> told.size() == 2);
    for (Part part : List.of(ship, home, dock)) {
      until(() -> part.membership().members().size() == 3);
      assertThat(part.membership().members())
          .extracting(Member::name)
          .containsExactly("ship", "home", "dock");
    }

    home.crash();
    until(() -> told.size() == 3);
    dock.leave();
    until(() -> told.size() == 4);
    assertThat(told).containsExactly("+home", "+dock", "-home", "-dock");
    assertThat(ship.membership().members()).containsExactly(ship.membership().self());
    assertThat(ship.membership().member("home")).isEmpty();
  }

  // --- transport ---

  @Test
  void frames_ofOneSenderAndChannel_comeInOrderAndOnce() {
    Part ship = join("ship");
    Part home = join("home");
    var got = Collections.synchronizedList(new ArrayList<Integer>());
    home.transport()
        .receive(
            CHANNEL,
            (from, frame) -> {
              assertThat(from.name()).isEqualTo("ship");
              got.add(ByteBuffer.wrap(frame).getInt());
            });
    open(home);
    open(ship);
    until(() -> ship.membership().members().size() == 2);
    until(() -> home.membership().members().size() == 2);
    for (int i = 0; i < 1_000; i++) {
      assertThat(ship.transport().send("home", CHANNEL, ByteBuffer.allocate(16).putInt(i).array()))
          .isEqualTo(Transport.Receipt.SENT);
    }
    until(() -> got.size() >= 1_000);
    assertThat(got).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void frame_toAnUnknownNode_isNotSent() {
    Part ship = join("ship");
    assertThat(ship.transport().send("nowhere", CHANNEL, new byte[16]))
        .isEqualTo(Transport.Receipt.GONE);
  }

  // --- registry ---

  @Test
  void key_claimedByTwo_isOfTheFirst() {
    Part ship = join("ship");
    Part home = join("home");
    holdAll(ship);
    Owner first = owner(ship, 1);
    assertThat(change(ship, "nav", Change.claim(first))).isEqualTo(new Registry.Claim.Won(first));
    assertThat(change(home, "nav", Change.claim(owner(home, 1))))
        .isEqualTo(new Registry.Claim.Lost(first));
    assertThat(get(home.registry().lookUp("nav"))).contains(first);
    assertThat(get(home.registry().lookUp("other"))).isEmpty();
  }

  @Test
  void claim_madeTwice_isWonTwice() {
    Part ship = join("ship");
    holdAll(ship);
    Owner owner = owner(ship, 1);
    change(ship, "nav", Change.claim(owner));
    assertThat(change(ship, "nav", Change.claim(owner))).isEqualTo(new Registry.Claim.Won(owner));
  }

  @Test
  void owner_replaced_isKnownEverywhereInTheOrderOfItsEpochs() {
    Part ship = join("ship");
    Part home = join("home");
    holdAll(ship);
    holdAll(home);
    var seen = new CopyOnWriteArrayList<Long>();
    home.registry().listen((key, owner) -> seen.add(owner.epoch()));
    Owner last = owner(ship, 1);
    change(ship, "nav", Change.claim(last));
    for (int epoch = 2; epoch <= 20; epoch++) {
      Owner next = owner(epoch % 2 == 0 ? home : ship, last.pid(), epoch);
      assertThat(change(ship, "nav", Change.replace(last, next)))
          .isEqualTo(new Registry.Claim.Won(next));
      last = next;
    }
    untilKnown(home, "nav", last);
    untilKnown(ship, "nav", last);
    assertThat(seen).isSorted().endsWith(20L);
    assertThat(change(home, "nav", Change.replace(owner(ship, 1), owner(home, 1))))
        .isEqualTo(new Registry.Claim.Lost(last));
  }

  @Test
  void key_released_isFreeForAnother() {
    Part ship = join("ship");
    Part home = join("home");
    var held = ConcurrentHashMap.<Owner>newKeySet();
    keep(ship, held);
    keep(home, held);
    Owner first = owner(ship, 1);
    held.add(first);
    change(ship, "nav", Change.claim(first));
    untilKnown(home, "nav", first);
    held.remove(first);
    change(ship, "nav", Change.release(first));
    until(() -> home.registry().known("nav").isEmpty());
    Owner second = owner(home, 1);
    held.add(second);
    assertThat(change(home, "nav", Change.claim(second))).isEqualTo(new Registry.Claim.Won(second));
    change(ship, "nav", Change.release(first));
    assertThat(get(ship.registry().lookUp("nav"))).contains(second);
  }

  private static void keep(Part part, Set<Owner> held) {
    part.registry()
        .keep(
            new Registry.Holder() {
              @Override
              public boolean holds(Owner owner) {
                return held.contains(owner);
              }

              @Override
              public void lost(String key, Owner mine, Owner winner) {}
            });
  }

  @Test
  void many_changedAtOnce_eachHasItsOutcome() {
    Part ship = join("ship");
    Part home = join("home");
    holdAll(ship);
    holdAll(home);
    Owner taken = owner(home, 1);
    change(home, "k7", Change.claim(taken));
    Map<String, Change> claims = new HashMap<>();
    for (int i = 0; i < 1_200; i++) {
      claims.put("k" + i, Change.claim(owner(ship, i)));
    }
    Map<String, Registry.Claim> outcomes = get(ship.registry().change(claims));
    assertThat(outcomes).hasSize(1_200).containsEntry("k7", new Registry.Claim.Lost(taken));
    assertThat(outcomes.values()).filteredOn(Registry.Claim.Won.class::isInstance).hasSize(1_199);
    until(() -> claims.keySet().stream().allMatch(k -> home.registry().known(k).isPresent()));
  }

  @Test
  void claims_begunBeforeOthersAreAnswered_haveEachItsOutcome() {
    Part ship = join("ship");
    Part home = join("home");
    holdAll(ship);
    holdAll(home);
    Owner taken = owner(home, 1);
    change(home, "k7", Change.claim(taken));
    List<Owner> owners = new ArrayList<>();
    List<CompletionStage<Map<String, Registry.Claim>>> answers = new ArrayList<>();
    for (int i = 0; i < 3 * KEYS; i++) { // three want each key
      owners.add(owner(ship, i));
      answers.add(ship.registry().change(Map.of("k" + i % KEYS, Change.claim(owners.getLast()))));
    }
    Map<String, Owner> winners = new HashMap<>(Map.of("k7", taken));
    Map<Owner, Owner> beaten = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      String key = "k" + i % KEYS;
      switch (get(answers.get(i)).get(key)) {
        case Registry.Claim.Won(var owner) ->
            assertThat(winners.put(key, owner)).as("who had %s before", key).isNull();
        case Registry.Claim.Lost(var to) -> beaten.put(owners.get(i), to);
        case null -> throw new AssertionError("no answer about " + key);
      }
    }
    for (int i = 0; i < owners.size(); i++) {
      Owner winner = winners.get("k" + i % KEYS);
      assertThat(beaten.getOrDefault(owners.get(i), owners.get(i))).isEqualTo(winner);
    }
    assertThat(winners).hasSize(KEYS);
    winners.forEach((key, owner) -> untilKnown(home, key, owner));
  }

  @Test
  void entries_ofALostNode_areFreeAndThoseOfOthersStay() {
    Part ship = join("ship");
    Part home = join("home");
    Part dock = join("dock");
    List.of(ship, home, dock).forEach(ClusterContract::holdAll);
    Owner stays = owner(dock, 1);
    change(home, "lost", Change.claim(owner(home, 1)));
    change(dock, "stays", Change.claim(stays));
    home.crash();
    until(() -> ship.registry().known("lost").isEmpty());
    until(() -> dock.registry().known("lost").isEmpty());
    assertThat(get(ship.registry().lookUp("lost"))).isEmpty();
    assertThat(get(dock.registry().lookUp("stays"))).contains(stays);
  }

  @Test
  void entry_thatNamesANodeWithoutTheProcess_isRemovedByThatNode() {
    Part ship = join("ship");
    Part home = join("home");
    keep(home, new HashSet<>());
    change(ship, "ghost", Change.claim(owner(home, 1)));
    until(() -> ship.registry().known("ghost").isEmpty());
  }

  @Test
  void table_ofALateJoiner_isCurrent() {
    Part ship = join("ship");
    holdAll(ship);
    Owner owner = owner(ship, 1);
    change(ship, "nav", Change.claim(owner));
    Part home = join("home");
    untilKnown(home, "nav", owner);
  }
}
