package dev.jumpgate.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The map below the registry, as weak as a map on several nodes is.
 *
 * <p>An answer may be lost: the change has happened then, or has not, or happens yet. What one half
 * of a divided cluster writes the other half does not see, and when they become one again a single
 * entry of each key remains: the one that {@link Owner#outranks}. News of a change may be late or
 * missing, but the news about one key come in the order of its changes.
 *
 * <p>A stage fails with {@link Unclear}, or with a {@link dev.jumpgate.process.JumpgateException}
 * where asking again is no use. Stages complete on any thread; what is hung onto them must not
 * block.
 */
public interface Table {

  /** In which part of the table the key is. */
  int part(String key);

  /**
   * Makes each change whose expected entry stands; the answer is what stands then.
   *
   * @param changes of keys of one part
   */
  CompletionStage<Map<String, Owner>> swap(Map<String, Change> changes);

  /** The entries of these keys, as far as there are any. */
  CompletionStage<Map<String, Owner>> read(Collection<String> keys);

  /** All entries. */
  CompletionStage<Map<String, Owner>> all();

  /** Calls {@code listener} from now on. */
  void listen(Listener listener);

  /** Gets the news of entries. Must not block. */
  interface Listener {

    /** This entry stands there now. */
    void put(String key, Owner owner);

    /** This entry stood there, and nothing does now. */
    void removed(String key, Owner owner);
  }

  /** Nobody can say whether it has happened. */
  final class Unclear extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Unclear(String message, Throwable cause) {
      super(message, cause);
    }

    public Unclear(String message) {
      super(message);
    }
  }
}
