package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.cluster.Standby;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this node that are to have a standby: finds each one a place, and another when
 * that is lost.
 */
final class Keepers implements Membership.Listener {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Membership membership;
  private final @Nullable Life life;
  private final Registry registry;
  private final Clock clock;
  private final Wire wire;
  private final RollCall rollCall;
  private final Predicate<Pid> here;
  private final Observer observer;
  private final Map<Pid, Kept> kept = new ConcurrentHashMap<>();
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();

  /**
   * @param here tells whether a process is on this node
   */
  Keepers(
      Membership membership,
      @Nullable Life life,
      Registry registry,
      Clock clock,
      Wire wire,
      RollCall rollCall,
      Predicate<Pid> here,
      Observer observer) {
    this.membership = membership;
    this.life = life;
    this.registry = registry;
    this.clock = clock;
    this.wire = wire;
    this.rollCall = rollCall;
    this.here = here;
    this.observer = observer;
  }

  /** Is told what operators want to know. Must not block. */
  interface Observer {

    void safe(Subject subject, Standby standby);

    void lost(Subject subject, Standby former, String why);
  }

  // --- what is wanted ---

  /**
   * A process of this node is to have a standby from now on.
   *
   * @param first where it is to be, or null for any node
   * @param insists true where no other node will do for a start
   * @param done gets null once it is there, or why it is not
   */
  void want(
      Subject subject,
      @Nullable Member first,
      boolean sync,
      boolean insists,
      Consumer<@Nullable String> done) {
    kept.computeIfAbsent(subject.pid(), pid -> new Kept(subject)).want(first, sync, insists, done);
  }

  /** It is to have none any more. */
  void unwant(Pid pid, Consumer<@Nullable String> done) {
    Kept one = kept.get(pid);
    if (one == null) {
      done.accept("it has no standby");
    } else {
      one.unwant(done);
    }
  }

  Optional<Keeper> keeper(Pid pid) {
    return Optional.ofNullable(kept.get(pid)).map(one -> one.keeper);
  }

  List<Keeper> all() {
    return kept.values().stream().map(one -> one.keeper).toList();
  }

  // --- what happens ---

  void heard(Member from, Word.OfStandby word) {
    Optional<Keeper> keeper = keeper(word.pid());
    if (keeper.isPresent()) {
      keeper.get().heard(from, word);
    } else if (word instanceof Word.Arrived && !here.test(word.pid())) {
      // It was let go; what said so is lost.
      wire.send(from.name(), new Word.LetGo(word.pid(), word.epoch()));
    }
  }

  void interrupted(Member member) {
    all().forEach(keeper -> keeper.interrupted(member));
  }

  /** The process is not here any more. */
  void gone(Pid pid) {
    Kept one = kept.remove(pid);
    if (one != null) {
      one.gone();
    }
  }

  @Override
  public void joined(Member member) {
    leaving.remove(member.name());
    all().forEach(keeper -> keeper.joined(member));
    kept.values().forEach(Kept::find);
  }

  @Override
  public void leaving(Member member) {
    leaving.add(member.name());
    all().forEach(keeper -> keeper.leaving(member));
  }

  @Override
  public void left(Member member) {
    all().forEach(keeper -> keeper.lost(member));
  }

  // The one that keeps the fewest copies of this node's processes.
  private Optional<Member> place(Set<String> not) {
    return membership.members().stream()
        .filter(member -> !member.is(membership.self()) && !member.witness())
        .filter(member -> !leaving.contains(member.name()) && !not.contains(member.name()))
        .min(Comparator.comparingLong(this::copies).thenComparing(Member::name));
  }

  private long copies(Member member) {
    return all().stream()
        .map(Keeper::standby)
        .filter(standby -> standby != null && standby.isOn(member))
        .count();
  }

  /** One process and what is wanted for it. */
  private final class Kept implements Keeper.Observer {

    private final Keeper keeper;

    // Guarded by the keeper, which calls back under its lock.
    private boolean wanted;
    private boolean sync;
    private boolean insists;
    private @Nullable Member first;
    private @Nullable Consumer<@Nullable String> told;
    private final Set<String> refused = new HashSet<>();

    Kept(Subject subject) {
      keeper = new Keeper(subject, membership.self(), life, registry, clock, wire, rollCall, this);
    }

    void want(
        @Nullable Member place,
        boolean synchronously,
        boolean only,
        Consumer<@Nullable String> done) {
      synchronized (keeper) {
        tell("another command came between");
        if (keeper.phase() == Keeper.Phase.OVER) {
          done.accept("another node goes on with it");
          return;
        }
        wanted = true;
        sync = synchronously;
        insists = only;
        first = place;
        told = done;
        refused.clear();
        if (keeper.phase() == Keeper.Phase.ALONE) {
          find();
        } else {
          keeper.part("another one is wanted");
        }
      }
    }

    void unwant(Consumer<@Nullable String> done) {
      synchronized (keeper) {
        tell("another command came between");
        wanted = false;
        if (keeper.phase() == Keeper.Phase.OVER) {
          done.accept("another node goes on with it");
        } else if (keeper.phase() == Keeper.Phase.ALONE) {
          forget();
          done.accept(null);
        } else {
          told = done;
          keeper.part("none is wanted");
        }
      }
    }

    private void forget() {
      kept.remove(keeper.pid(), this);
      keeper.subject().forsake();
    }

    private void find() {
      synchronized (keeper) {
        if (!wanted || keeper.phase() != Keeper.Phase.ALONE) {
          return;
        }
        Member asked = first;
        first = null;
        Optional<Member> found =
            asked != null && membership.members().stream().anyMatch(asked::is)
                ? Optional.of(asked)
                : place(refused);
        if (found.isPresent()) {
          keeper.begin(found.get(), sync);
        } else if (!refused.isEmpty()) {
          // Those that refused once may take it later.
          refused.clear();
          clock.after(AGAIN, this::find);
        }
      }
    }

    @Override
    public void safe(Keeper of, Standby standby) {
      insists = false;
      refused.clear();
      observer.safe(of.subject(), standby);
      tell(null);
    }

    @Override
    public void alone(Keeper of, Standby former, String why) {
      boolean over = of.phase() == Keeper.Phase.OVER;
      if (over) {
        tell(why); // it stays here until the process is gone, so that nobody begins anew
      } else if (!wanted) {
        forget();
        tell(null);
      } else if (insists && first == null) {
        wanted = false;
        forget();
        tell(why);
      } else {
        refused.add(former.node());
        observer.lost(of.subject(), former, why);
        clock.after(Duration.ZERO, this::find);
      }
    }

    private void tell(@Nullable String why) {
      Consumer<@Nullable String> done = told;
      told = null;
      if (done != null) {
        done.accept(why);
      }
    }

    void gone() {
      Standby former;
      synchronized (keeper) {
        former = keeper.standby();
        keeper.gone();
        tell("it is not on this node any more");
      }
      if (wanted) {
        passOn(former);
      }
    }

    // Whoever owns it now is told that it wants a standby; who has ended wants none.
    private void passOn(@Nullable Standby former) {
      String key = keeper.subject().key();
      registry
          .lookUp(key)
          .whenComplete((found, failure) -> {
            Owner owner = found == null ? null : found.orElse(null);
            if (owner != null
                && owner.pid().equals(keeper.pid())
                && !owner.isOn(membership.self())) {
              String place = former == null ? membership.self().name() : former.node();
              wire.send(
                  owner.node(),
                  new Word.Wish(
                      keeper.pid(),
                      owner.epoch(),
                      key,
                      place.equals(owner.node()) ? membership.self().name() : place,
                      sync));
            }
          });
    }
  }
}
