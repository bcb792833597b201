package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.RefusedException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's table of owners. A key is a global name, or the text of the pid of a process that
 * has moved.
 *
 * <p>What a node owns it keeps in the table until it releases it, also when the cluster forgets:
 * see {@link Holder}. Unclear answers are settled here; what cannot be settled fails with a {@link
 * JumpgateException}, and a side of a divided cluster that is not its larger part is refused with a
 * {@link RefusedException} before anything is tried.
 *
 * <p>Protocols use the methods that give a stage; the others are the same for threads that may
 * wait.
 */
public interface Registry {

  /** Under which the owner of a process stands. */
  static String key(Pid pid, @Nullable String name) {
    return name == null ? pid.toString() : name;
  }

  /** The owner as this node knows it, without asking anybody. It may be late. */
  Optional<Owner> known(String key);

  /** The owner as the cluster knows it. */
  CompletionStage<Optional<Owner>> lookUp(String key);

  /**
   * The epoch at which a new process is to claim that key: the first, or one above that of an owner
   * which was lost and may come back.
   */
  default long firstEpoch(String key) {
    return 1;
  }

  /** Makes each change, or tells who stands in its way. */
  CompletionStage<Map<String, Claim>> change(Map<String, Change> changes);

  /**
   * Why this side of a divided cluster must not give anything a new owner, in one line; empty where
   * it may.
   */
  Optional<String> refusal();

  /**
   * How many nodes, this one among them, are more than half of all that count; 0 where there are
   * not three of them, so that neither side of a divided cluster can be the larger one.
   */
  int quorum();

  /**
   * The process of that entry has come to this node by a move: the entry is kept from now on, also
   * where the news of it never come.
   */
  void adopt(String key, Owner owner);

  /** Keeps what this node holds in the table from now on; once. */
  void keep(Holder holder);

  /**
   * Calls {@code listener} from now on when an entry changes, in the order of each key's changes.
   */
  void listen(Listener listener);

  /** {@link #lookUp} for a thread that may wait. */
  default Optional<Owner> find(String key) {
    return await(lookUp(key));
  }

  /** Writes {@code owner} where the key has none. */
  default Claim claim(String key, Owner owner) {
    return changed(key, Change.claim(owner));
  }

  /** Writes {@code next} where the entry is still {@code expected}. */
  default Claim replace(String key, Owner expected, Owner next) {
    return changed(key, Change.replace(expected, next));
  }

  /** Removes the entry where it is still {@code owner}. */
  default void release(String key, Owner owner) {
    changed(key, Change.release(owner));
  }

  /** Many at once: no more round trips than the cluster has parts. */
  default Map<String, Claim> changeAll(Map<String, Change> changes) {
    return await(change(changes));
  }

  private Claim changed(String key, Change change) {
    return Objects.requireNonNull(changeAll(Map.of(key, change)).get(key), key);
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      // Thrown anew: the trace of the thread that waits is the one that helps.
      switch (e.getCause()) {
        case RefusedException refused -> throw new RefusedException(reason(refused));
        case null, default -> throw new JumpgateException(reason(e.getCause()), e);
      }
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause instanceof JumpgateException
        ? String.valueOf(cause.getMessage())
        : "the registry failed: " + cause;
  }

  /** What came of a compare-and-set. */
  sealed interface Claim {

    /** The change is made: this is the owner now, or was until it was released. */
    record Won(Owner owner) implements Claim {}

    /** Another entry stands there; null where there is none. */
    record Lost(@Nullable Owner to) implements Claim {}
  }

  /** What happens to entries. Must not block. */
  interface Listener {

    /** The key has this owner now. */
    void owned(String key, Owner owner);

    /** The key no longer has this owner, nor any other. */
    default void disowned(String key, Owner owner) {}
  }

  /** Those on this node whom entries speak of. Must not block. */
  interface Holder {

    /** True where the process of that entry, which names this node, is here or about to be. */
    boolean holds(Owner owner);

    /** True where this node has a copy to go on with in place of that owner. */
    default boolean follows(Owner owner) {
      return false;
    }

    /**
     * True where it is certain that the winner has the process. Asked again soon where it is not:
     * an entry whose process is not there is removed by the node that it names.
     */
    default boolean mayGiveWay(Owner mine, Owner winner) {
      return true;
    }

    /**
     * Both had the key, neither knowing of the other, and the other one keeps it.
     *
     * @param mine what this node has held until now
     */
    void lost(String key, Owner mine, Owner winner);
  }
}
