package dev.jumpgate.cluster;

import dev.jumpgate.process.JumpgateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's table of owners. A key is a global name, or the text of the pid of a process that
 * has moved.
 *
 * <p>Writers block until the cluster has answered and settle an unclear answer themselves, by
 * reading their token back; what cannot be settled is a {@link JumpgateException}.
 */
public interface Registry {

  /** The owner as this node knows it, without asking anybody. */
  Optional<Owner> known(String key);

  /** The owner as the cluster knows it. */
  Optional<Owner> find(String key);

  /** Writes {@code owner} where the key has none. */
  Claim claim(String key, Owner owner);

  /** Writes {@code next} where the entry is still {@code expected}. */
  Claim replace(String key, Owner expected, Owner next);

  /** Removes the entry where it is still {@code owner}. */
  void release(String key, Owner owner);

  /**
   * Calls {@code listener} from now on when an entry changes, in the order of each key's changes.
   */
  void listen(Listener listener);

  /** What came of a compare-and-set. */
  sealed interface Claim {

    /** The entry is written. */
    record Won(Owner owner) implements Claim {}

    /** Another entry stands there; null where there is none. */
    record Lost(@Nullable Owner to) implements Claim {}
  }

  /** What happens to entries. Must not block. */
  interface Listener {

    /** The key has this owner now. */
    void owned(String key, Owner owner);
  }
}
