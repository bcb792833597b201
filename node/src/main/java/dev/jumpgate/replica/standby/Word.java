package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Owner;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Bytes;
import org.jspecify.annotations.Nullable;

/** What nodes say to each other about processes with a standby. */
sealed interface Word {

  /** About one process at one epoch: what is said of another one is void. */
  sealed interface OfProcess extends Word {
    Pid pid();

    long epoch();
  }

  /** What an owner says. */
  sealed interface OfOwner extends OfProcess {}

  /** What a standby says. */
  sealed interface OfStandby extends OfProcess {}

  /** What any node says to any other. */
  sealed interface OfAnyone extends Word {}

  /** Of two that are both said to own a process. */
  sealed interface OfRival extends Word {}

  /** Who has the process by that entry is to say so. */
  record HaveYou(Owner owner) implements OfRival {}

  record IHave(long token) implements OfRival {}

  /**
   * Whoever is there is to say so.
   *
   * @param lost only who has lost that life of a node, too; or null
   */
  record WhoIsThere(long id, @Nullable Member lost) implements OfAnyone {}

  record Here(long id) implements OfAnyone {}

  /** Who knows of an owner of that process at a later epoch is to say so, and so are the others. */
  record IsItLater(long id, Pid pid, String key, long epoch) implements OfAnyone {}

  record Later(long id, boolean yes) implements OfAnyone {}

  /**
   * A copy is to be kept, or is to be begun anew: its whole follows, then differences.
   *
   * @param key what the registry has it under
   * @param stream the owner's number for this beginning; parts of earlier ones are void
   * @param life the owner's JVM, or null where nobody can tell its death
   */
  record Offer(Pid pid, long epoch, String key, long stream, boolean sync, @Nullable Life life)
      implements OfOwner {}

  /**
   * A part of a revision; parts come in order.
   *
   * @param revision its sequence, where this is the last part of it, or else -1
   */
  record Part(Pid pid, long epoch, long stream, Bytes bytes, long revision) implements OfOwner {}

  /** The registry names the standby. */
  record Named(Pid pid, long epoch, Owner entry) implements OfOwner {}

  /**
   * The owner wants to go on without the standby, which is to give up its claim.
   *
   * @param key what the registry has it under
   */
  record Release(Pid pid, long epoch, String key) implements OfOwner {}

  /** The copy is of no more use. */
  record Dismissed(Pid pid, long epoch) implements OfOwner {}

  /** All is there: make ready to go on with it. */
  record Prepare(Pid pid, long epoch) implements OfOwner {}

  /** Keep the copy as before. */
  record Abandon(Pid pid, long epoch) implements OfOwner {}

  /** The registry names the standby as the owner, and the former one may still take it back. */
  record TakeOver(Pid pid, long epoch, String key, Owner owner) implements OfOwner {}

  /** The former owner does not take it back any more: go on. */
  record LetGo(Pid pid, long epoch) implements OfOwner {}

  /** To the next owner: the process is to have a standby there, or elsewhere. */
  record Wish(Pid pid, long epoch, String key, String node, boolean sync) implements OfOwner {}

  /** The stream has begun there. */
  record Begun(Pid pid, long epoch, long stream) implements OfStandby {}

  /** The copy has that revision. */
  record Acknowledged(Pid pid, long epoch, long stream, long revision) implements OfStandby {}

  /** The copy cannot be kept. */
  record Refused(Pid pid, long epoch, long stream, String reason) implements OfStandby {}

  /** The standby has taken the owner for lost, and does not give up its claim. */
  record Parted(Pid pid, long epoch) implements OfStandby {}

  /** The standby has no claim of that epoch any more, and never will have. */
  record Released(Pid pid, long epoch) implements OfStandby {}

  /** The standby is about to leave. */
  record Leaving(Pid pid, long epoch) implements OfStandby {}

  /** It can go on with the process. */
  record Ready(Pid pid, long epoch) implements OfStandby {}

  /** It is about to go on with it, once it cannot be taken back. */
  record Arrived(Pid pid, long epoch) implements OfStandby {}

  /** It cannot. */
  record Unready(Pid pid, long epoch, String reason) implements OfStandby {}
}
