package dev.jumpgate.cluster;

import java.util.List;
import java.util.Optional;

/** Who is in the cluster. */
public interface Membership {

  /** This node. */
  Member self();

  /** The living members, the oldest first; this node is among them. */
  List<Member> members();

  /** The living member of that name. */
  default Optional<Member> member(String name) {
    return members().stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /** Calls {@code listener} from now on, one event at a time. */
  void listen(Listener listener);

  /** What happens to the membership; each method does nothing unless told. Must not block. */
  interface Listener {

    /** A node joined. */
    default void joined(Member member) {}

    /**
     * A node is about to leave of its own will; this may come after it has {@link #left}, and
     * without its address.
     */
    default void leaving(Member member) {}

    /** A node left or was lost; what was on its way to or from it is lost too. */
    default void left(Member member) {}
  }
}
