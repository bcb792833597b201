package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The copies that this node keeps of processes of other nodes. */
final class Copies implements Membership.Listener, Registry.Listener {

  private final Copy.Port port;
  private final Function<Word.Offer, Likeness> likenesses;
  private final Map<Pid, Copy> copies = new ConcurrentHashMap<>();
  private volatile boolean leaving;

  /**
   * @param port its observer is told of each copy that is not kept any more, after this has
   *     forgotten it
   */
  Copies(Copy.Port port, Function<Word.Offer, Likeness> likenesses) {
    this.port =
        new Copy.Port(
            port.membership(),
            port.registry(),
            port.clock(),
            port.wire(),
            port.rollCall(),
            port.deaths(),
            port.knowledge(),
            new Forgetting(port.observer()));
    this.likenesses = likenesses;
  }

  void heard(Member from, Word.OfOwner word) {
    if (word instanceof Word.Offer offer) {
      offered(from, offer);
      return;
    }
    Copy copy = copies.get(word.pid());
    if (copy != null && copy.owner().is(from) && copy.epoch() == word.epoch()) {
      copy.heard(word);
    } else {
      switch (word) {
        case Word.Release asked ->
            answer(from, asked, asked.key(), new Word.Parted(asked.pid(), asked.epoch()));
        case Word.TakeOver asked ->
            answer(from, asked, asked.key(), new Word.Arrived(asked.pid(), asked.epoch()));
        default -> {}
      }
    }
  }

  // Who has no copy of that epoch has no claim, unless it has gone on with it already.
  private void answer(Member from, Word.OfOwner asked, String key, Word ifLater) {
    boolean later = port.knowledge().isLater(asked.pid(), key, asked.epoch(), from);
    port.wire().send(from.name(), later ? ifLater : new Word.Released(asked.pid(), asked.epoch()));
  }

  private void offered(Member from, Word.Offer offer) {
    String refusal = refusal();
    if (refusal != null) {
      port.wire()
          .send(from.name(), new Word.Refused(offer.pid(), offer.epoch(), offer.stream(), refusal));
      return;
    }
    Copy before = copies.get(offer.pid());
    if (before != null && before.epoch() > offer.epoch()) {
      return;
    }
    if (before == null || before.epoch() < offer.epoch() || !before.owner().is(from)) {
      if (before != null) {
        before.heard(new Word.Dismissed(before.pid(), before.epoch()));
      }
      var copy = new Copy(from, offer, likenesses.apply(offer), port);
      copies.put(offer.pid(), copy);
      copy.heard(offer);
    } else {
      before.heard(offer);
    }
  }

  private @Nullable String refusal() {
    Member self = port.membership().self();
    if (self.witness()) {
      return self.name() + " is a witness and hosts nothing";
    }
    return leaving ? self.name() + " is leaving" : null;
  }

  /** This node is about to leave: whoever has a copy here looks for another place. */
  void leave() {
    leaving = true;
    copies.forEach(
        (pid, copy) -> port.wire().send(copy.owner().name(), new Word.Leaving(pid, copy.epoch())));
  }

  /**
   * True where this node has a copy with which it could go on in place of that owner, or of one who
   * came after it.
   */
  boolean follows(Owner owner) {
    Copy copy = copies.get(owner.pid());
    return copy != null && copy.epoch() >= owner.epoch();
  }

  /** True where this node has a copy of the process at a later epoch. */
  boolean isLater(Pid pid, long epoch) {
    Copy copy = copies.get(pid);
    return copy != null && copy.epoch() > epoch;
  }

  /**
   * An operator says that the owner of a process is dead.
   *
   * @param done gets null once the process goes on here, or why it does not
   */
  void force(Pid pid, Consumer<@Nullable String> done) {
    Copy copy = copies.get(pid);
    if (copy == null) {
      done.accept("this node has no copy of it");
    } else {
      copy.force(done);
    }
  }

  void interrupted(Member member) {
    of(member).forEach(Copy::interrupted);
  }

  @Override
  public void left(Member member) {
    of(member).forEach(Copy::ownerLost);
  }

  private List<Copy> of(Member member) {
    return copies.values().stream().filter(copy -> copy.owner().is(member)).toList();
  }

  @Override
  public void owned(String key, Owner owner) {
    Copy copy = copies.get(owner.pid());
    if (copy != null && copy.key().equals(key)) {
      copy.news(owner);
    }
  }

  List<Copy> all() {
    return List.copyOf(copies.values());
  }

  private final class Forgetting implements Copy.Observer {

    private final Copy.Observer then;

    Forgetting(Copy.Observer then) {
      this.then = then;
    }

    @Override
    public void promoted(Copy copy, boolean planned) {
      copies.remove(copy.pid(), copy);
      then.promoted(copy, planned);
    }

    @Override
    public void waiting(Copy copy) {
      then.waiting(copy);
    }

    @Override
    public void over(Copy copy) {
      copies.remove(copy.pid(), copy);
      then.over(copy);
    }
  }
}
