package dev.jumpgate.runtime;

import dev.jumpgate.operator.History;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The last revisions of one process and what led to each: a ring of references.
 *
 * <p>Written by the worker that runs the process, read by anyone, without a lock: a reader may miss
 * what is being written, and sees every entry whole.
 */
final class Revisions {

  static final int COUNT_MAX = 16;

  /** What the entries of one process may come to, each counted as a whole state. */
  static final long BYTES_MAX = 64 << 10;

  /** So many are kept whatever they cost the process: a difference needs them. */
  private static final int COUNT_MIN = 2;

  private static final int COUNT_FIRST = 4;

  /**
   * One revision. State and message are objects of the version, or {@link Envelope.Packed} once it
   * runs no more.
   */
  private static final class Entry {

    private final long sequence;
    private final long at;
    private final int version;
    private final @Nullable String what;
    private @Nullable Object message;
    private Object state;

    Entry(Revision<?, ?> revision, @Nullable String what, @Nullable Object message, long at) {
      this.sequence = revision.sequence();
      this.at = at;
      this.version = revision.kind().version().number();
      this.what = what;
      this.message = message;
      this.state = revision.state();
    }

    void freeze() {
      state = Kept.frozen(state);
      if (message != null) {
        message = Kept.frozen(message);
      }
    }
  }

  // Written by the owner of the process, read by anyone.
  private volatile @Nullable Entry[] ring = new @Nullable Entry[COUNT_FIRST];
  private volatile int next;
  private long latest;
  // Set by whoever samples sizes.
  private volatile int limit = COUNT_MAX;
  private volatile long stateBytes;

  /** Begins with the state as it is. */
  Revisions(Revision<?, ?> first, long now) {
    ring[0] = new Entry(first, "as it came, or was when keeping began", null, now);
    next = 1;
    latest = first.sequence();
  }

  /** A commit, by the owner. */
  void add(Revision<?, ?> revision, @Nullable String what, @Nullable Object message, long now) {
    if (revision.sequence() <= latest) {
      return; // it was committed just before this began
    }
    latest = revision.sequence();
    @Nullable Entry[] room = ring;
    int at = next;
    if (at >= room.length) {
      if (room.length < limit) {
        room = grown(room);
        ring = room;
      } else {
        at = 0;
      }
    }
    room[at] = new Entry(revision, what, message, now);
    next = at + 1 < room.length || room.length < limit ? at + 1 : 0;
  }

  private @Nullable Entry[] grown(@Nullable Entry[] room) {
    var larger = new @Nullable Entry[Math.min(limit, room.length * 2)];
    System.arraycopy(room, 0, larger, 0, room.length);
    return larger;
  }

  /** The owner's: the version is another one from here on, and this one may be unloaded. */
  void freeze() {
    for (Entry entry : ring) {
      if (entry != null) {
        entry.freeze();
      }
    }
  }

  /** Keeps so many of states of this size as are allowed; says what they come to. */
  long fit(long bytes) {
    stateBytes = bytes;
    limit = Math.clamp(BYTES_MAX / Math.max(1, bytes), COUNT_MIN, COUNT_MAX);
    List<Entry> kept = entries();
    int over = kept.size() - limit;
    if (over > 0) {
      drop(kept.subList(0, over));
    }
    return bytes * Math.min(kept.size(), limit);
  }

  /** Forgets all but what the process holds itself; how many bytes that frees. */
  long shrink() {
    List<Entry> kept = entries();
    int dropped = Math.max(0, kept.size() - 1);
    drop(kept.subList(0, dropped));
    return dropped * stateBytes;
  }

  // One that the owner overwrites meanwhile is new, and stays.
  private void drop(List<Entry> old) {
    @Nullable Entry[] room = ring;
    for (int i = 0; i < room.length; i++) {
      Entry entry = room[i];
      if (entry != null && old.contains(entry)) {
        room[i] = null;
      }
    }
  }

  /** When the newest one came. */
  long newest() {
    List<Entry> kept = entries();
    return kept.isEmpty() ? 0 : kept.getLast().at;
  }

  private List<Entry> entries() {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : ring) {
      if (entry != null) {
        kept.add(entry);
      }
    }
    kept.sort(Comparator.comparingLong(entry -> entry.sequence));
    return kept.size() > limit ? kept.subList(kept.size() - limit, kept.size()) : kept;
  }

  /** The numbers of the revisions, oldest first. */
  List<Long> sequences() {
    return entries().stream().map(entry -> entry.sequence).toList();
  }

  /** The state at a revision, encoded; empty where it is not kept, or is no value. */
  Optional<Bytes> state(long sequence) {
    return entries().stream()
        .filter(entry -> entry.sequence == sequence)
        .findFirst()
        .map(entry -> Kept.bytes(entry.state));
  }

  /** The messages that led here, oldest first. */
  List<Kept> messages() {
    return entries().stream()
        .map(entry -> entry.message)
        .filter(message -> message != null)
        .map(Kept::new)
        .toList();
  }

  List<History.Entry> shown(UnaryOperator<Tree> sight, long now) {
    return entries().stream().map(entry -> shown(entry, sight, now)).toList();
  }

  private History.Entry shown(Entry entry, UnaryOperator<Tree> sight, long now) {
    Tree message = Kept.tree(entry.message, sight);
    String what = entry.what;
    return new History.Entry(
        entry.sequence,
        Instant.now().minusNanos(now - entry.at),
        entry.version,
        what != null
            ? what
            : message == null ? "a message that cannot be shown" : message.toString(),
        message,
        stateBytes == 0 ? null : stateBytes);
  }
}
