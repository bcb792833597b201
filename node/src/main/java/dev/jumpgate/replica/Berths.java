package dev.jumpgate.replica;

import dev.jumpgate.process.RefusedException;
import java.util.HashSet;
import java.util.Set;

/**
 * The room of this node that is kept for what is on its way to it, so that arrivals that come at
 * the same time count together.
 */
final class Berths {

  /**
   * A value takes more of a heap than on its way: objects have headers and references. Twice is
   * what maps of records and strings take; for what takes more, {@link Berth#check} looks while it
   * comes.
   */
  private static final int SPREAD = 2;

  private static final String ADVICE = "choose another node, or give it a larger heap (-Xmx)";

  private final String node;
  private final Room room;

  // Guarded by this.
  private final Set<Berth> taken = new HashSet<>();
  // Of arrivals that are over, until a collection has counted them; and that collection's number.
  private long landed;
  private long landedAt;

  Berths(String node, Room room) {
    this.node = node;
    this.room = room;
  }

  /** Room that is kept for one arrival, until it is closed. */
  final class Berth implements AutoCloseable {

    private final String who;
    private final long needed;

    // Guarded by the berths.
    private long come;
    private boolean came;
    private long counted;
    private long collections;

    private Berth(String who, long needed, long collections) {
      this.who = who;
      this.needed = needed;
      this.collections = collections;
    }

    /**
     * So many bytes have come in all.
     *
     * @throws RefusedException where the heap gets dangerously full: no more of it is to come
     */
    void check(long bytes) {
      Room.Look look = room.look();
      synchronized (Berths.this) {
        if (look.collections() > collections) {
          collections = look.collections();
          counted = come; // the collector has seen that much of it
        }
        come = bytes;
      }
      if (look.left() < 0 && room.lookHard().left() < 0) {
        throw new RefusedException(
            "%s has no room for the rest of %s: its heap of %s is full; %s"
                .formatted(node, who, megabytes(look.heap()), ADVICE));
      }
    }

    /** What it is kept for is here, and takes its room. */
    void arrived() {
      synchronized (Berths.this) {
        came = true;
      }
    }

    private long open() {
      return Math.max(0, needed - counted * SPREAD);
    }

    @Override
    public void close() {
      Room.Look look = room.look();
      synchronized (Berths.this) {
        if (taken.remove(this)) {
          landed = landed(look) + (came ? open() : 0);
        }
      }
    }
  }

  /**
   * Keeps room for what is to come.
   *
   * @param who it is, for the operator
   * @param bytes its size on its way
   * @throws RefusedException with one line where there is not enough
   */
  Berth take(String who, long bytes) {
    long needed = bytes * SPREAD;
    synchronized (this) {
      Room.Look look = room.look();
      if (fits(needed, look)) {
        return keep(who, needed, look);
      }
    }
    // Outside of the lock: a collection takes its time, and parts of other arrivals come.
    room.lookHard();
    synchronized (this) {
      // By now others may have seen a later one, which has counted what has landed.
      Room.Look look = room.look();
      if (fits(needed, look)) {
        return keep(who, needed, look);
      }
      throw new RefusedException(
          "%s has no room for %s: it needs some %s of heap, and %s of %s are free%s; %s"
              .formatted(
                  node,
                  who,
                  megabytes(needed),
                  megabytes(Math.max(0, look.left() - kept(look))),
                  megabytes(look.heap()),
                  taken.isEmpty() ? "" : " beside what is on its way there",
                  ADVICE));
    }
  }

  private boolean fits(long needed, Room.Look look) {
    return needed <= look.left() - kept(look);
  }

  private Berth keep(String who, long needed, Room.Look look) {
    var berth = new Berth(who, needed, look.collections());
    taken.add(berth);
    return berth;
  }

  private long kept(Room.Look look) {
    return taken.stream().mapToLong(Berth::open).sum() + landed(look);
  }

  private long landed(Room.Look look) {
    // One from before it, of who was slow to come here, tells nothing of what has landed since.
    if (look.collections() > landedAt) {
      landedAt = look.collections();
      landed = 0;
    }
    return landed;
  }

  private static String megabytes(long bytes) {
    return "%,d MB".formatted((bytes + (1 << 20) - 1) >> 20);
  }
}
