package dev.jumpgate.cluster;

import dev.jumpgate.process.Pid;
import dev.jumpgate.state.PMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other of the members of groups. Each node speaks for its own processes, and
 * numbers what it says: {@code sequence} is that of the last change that is told or contained.
 */
sealed interface GroupSignal {

  /** The receiver is to tell everything. */
  record Hello() implements GroupSignal {}

  /**
   * A part of everything; parts come in order.
   *
   * @param last true where nothing is missing any more
   */
  record All(long sequence, boolean last, List<Enrollment> enrollments) implements GroupSignal {}

  /** A process joined, or says something else of itself. */
  record Enrolled(long sequence, Enrollment enrollment) implements GroupSignal {}

  /** A process is no longer a member, or no longer on this node. */
  record Withdrawn(long sequence, String group, Pid pid) implements GroupSignal {}

  /**
   * A process in a group.
   *
   * @param name its global name, or null
   * @param epoch that at which the telling node owns it
   */
  record Enrollment(
      String group, Pid pid, @Nullable String name, long epoch, PMap<String, String> metadata) {}
}
