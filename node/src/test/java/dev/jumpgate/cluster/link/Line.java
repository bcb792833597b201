package dev.jumpgate.cluster.link;

import dev.jumpgate.cluster.Transport.Channel;
import dev.jumpgate.cluster.Transport.Receipt;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Two links and the cables between them, in one thread: whatever may happen next is picked by a
 * seeded dice.
 */
final class Line {

  /** One end: a link, and what its threads still have to do. */
  final class End {

    final String name;
    final List<Runnable> tasks = new ArrayList<>();
    final Map<Channel, Traffic> traffic = new EnumMap<>(Channel.class);
    boolean stuck;
    int version = Link.VERSION;
    Link link;

    End(String name, int version) {
      this.name = name;
      this.version = version;
      this.link = life();
    }

    /** The link of a new life, which knows nothing of an earlier one. */
    private Link life() {
      Executor executor = tasks::add;
      Map<Channel, Traffic> receivers = new EnumMap<>(Channel.class);
      for (Channel channel : Channel.values()) {
        receivers.put(channel, traffic.computeIfAbsent(channel, _ -> new Traffic(dice)));
      }
      return new Link("other than " + name, version, bounds, ++sessions, executor, receivers);
    }

    /** Forgets all, as with a member that left and came back. */
    void restart() {
      tasks.clear();
      link.close();
      link = life();
      traffic.values().forEach(channel -> channel.mayJump = true);
    }

    Traffic from(Channel channel) {
      return Objects.requireNonNull(traffic.get(channel));
    }
  }

  /** What one end gets on one channel: numbers, each by one higher than the last. */
  static final class Traffic implements Link.Receiver {

    int sent;
    long bytesSent;
    int received;
    long bytesReceived;
    int lost;
    private final Random dice;
    private boolean mayJump;
    boolean quick = true;

    Traffic(Random dice) {
      this.dice = dice;
    }

    @Override
    public void received(byte[] frame) {
      int number = ByteBuffer.wrap(frame).getInt();
      boolean next = number == received + 1 || (mayJump && number > received);
      if (!next) {
        throw new Disorder("%d after %d".formatted(number, received));
      }
      mayJump = false;
      received = number;
      bytesReceived += frame.length;
    }

    @Override
    public boolean quick(byte[] frame) {
      boolean now = quick && dice.nextBoolean();
      if (now) {
        received(frame);
      }
      return now;
    }

    @Override
    public void lost() {
      lost++;
      mayJump = true;
    }
  }

  /** Not a RuntimeException: the link outlives those of its receivers. */
  static final class Disorder extends Error {
    private static final long serialVersionUID = 1;

    Disorder(String what) {
      super(what);
    }
  }

  /** A connection: packets each way, in order, until it is cut. */
  private final class Cable {

    private final List<ArrayDeque<byte[]>> ways = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    private final List<Wire> ends = List.of(end(0), end(1));
    private final boolean[] told = new boolean[2];
    private boolean cut;

    private Wire end(int side) {
      return new Wire() {
        @Override
        public void write(byte[] packet) {
          if (!cut) {
            ways.get(side).add(packet);
          }
        }

        @Override
        public void close(String reason) {
          closed.add(reason);
          cut();
        }
      };
    }

    private void cut() {
      cut = true;
      ways.forEach(ArrayDeque::clear);
    }
  }

  final Random dice;
  final Bounds bounds;
  final End a;
  final End b;
  final List<String> closed = new ArrayList<>();
  private final List<Cable> cables = new ArrayList<>();
  private long sessions;
  Consumer<byte[]> tap = _ -> {};

  Line(long seed, Bounds bounds) {
    this(seed, bounds, Link.VERSION, Link.VERSION);
  }

  Line(long seed, Bounds bounds, int versionOfA, int versionOfB) {
    this.dice = new Random(seed);
    this.bounds = bounds;
    this.a = new End("a", versionOfA);
    this.b = new End("b", versionOfB);
  }

  /** Sends the next number, in a frame of so many bytes. */
  Receipt send(End from, Channel channel, int bytes, boolean owed) {
    Traffic traffic = other(from).from(channel);
    byte[] frame = new byte[Math.max(Integer.BYTES, bytes)];
    ByteBuffer.wrap(frame).putInt(traffic.sent + 1);
    Receipt receipt = from.link.send(channel, frame, owed);
    if (receipt == Receipt.SENT) {
      traffic.sent++;
      traffic.bytesSent += frame.length;
    }
    return receipt;
  }

  End other(End end) {
    return end == a ? b : a;
  }

  /** A connection is opened by one end, or by both. */
  void connect() {
    var cable = new Cable();
    cables.add(cable);
    int opener = dice.nextInt(3);
    if (opener != 1) {
      a.link.open(cable.ends.get(0));
    }
    if (opener != 0) {
      b.link.open(cable.ends.get(1));
    }
  }

  /** Some connection is cut; what is on it is lost. The ends learn of it later. */
  void cut() {
    cables.stream().filter(cable -> !cable.cut).findAny().ifPresent(Cable::cut);
  }

  boolean isConnected() {
    return cables.stream().anyMatch(cable -> !cable.cut);
  }

  /** Something happens; false where nothing is left that could. */
  boolean step() {
    List<Runnable> possible = new ArrayList<>();
    for (End end : List.of(a, b)) {
      if (!end.stuck && !end.tasks.isEmpty()) {
        possible.add(() -> end.tasks.remove(dice.nextInt(end.tasks.size())).run());
      }
    }
    for (Cable cable : cables) {
      for (int side = 0; side < 2; side++) {
        int from = side;
        if (!cable.ways.get(from).isEmpty()) {
          possible.add(() -> deliver(cable, from));
        }
        if (cable.cut && !cable.told[from]) {
          possible.add(() -> tell(cable, from));
        }
      }
    }
    if (possible.isEmpty()) {
      return false;
    }
    possible.get(dice.nextInt(possible.size())).run();
    return true;
  }

  private void deliver(Cable cable, int side) {
    byte[] packet = cable.ways.get(side).remove();
    tap.accept(packet);
    (side == 0 ? b : a).link.arrived(cable.ends.get(1 - side), packet);
  }

  private void tell(Cable cable, int side) {
    cable.told[side] = true;
    (side == 0 ? a : b).link.cut(cable.ends.get(side));
  }

  /** Lets all happen that can; opens a connection where there is none. */
  void settle() {
    while (step() || a.link.isCut() || b.link.isCut()) {
      if (a.link.isCut() || b.link.isCut()) {
        connect();
      }
    }
  }
}
