package dev.jumpgate.replica.standby;

import dev.jumpgate.process.Pid;
import dev.jumpgate.simulation.Envelopes;
import dev.jumpgate.simulation.SimulatedNode;
import dev.jumpgate.simulation.SimulatedTime;
import dev.jumpgate.state.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A process that writes down what it is told, and answers where in its book that stands. */
final class SimulatedSubject implements Subject {

  private final SimulatedNode node;
  private final SimulatedTime time;
  private final Envelopes envelopes;
  private final Out out;
  private final Wire wire;
  private final Pid pid;
  private final String key;
  private long epoch;
  private Logbook book;

  private boolean arriving;
  private boolean holding;
  private boolean pinned;
  private boolean halted;
  private boolean over;
  private long let = -1;
  private final Queue<Answer> held = new ArrayDeque<>();
  private final List<Request> waiting = new ArrayList<>();
  // To whom it is copied, or null; and whether a revision is about to be sent.
  private @Nullable String follower;
  private Word.@Nullable Offer offer;
  private boolean sending;

  SimulatedSubject(
      SimulatedNode node,
      SimulatedTime time,
      Envelopes envelopes,
      Wire wire,
      Out out,
      Pid pid,
      String key,
      long epoch,
      Logbook book,
      boolean arriving) {
    this.node = node;
    this.time = time;
    this.envelopes = envelopes;
    this.wire = wire;
    this.out = out;
    this.pid = pid;
    this.key = key;
    this.epoch = epoch;
    this.book = book;
    this.arriving = arriving;
  }

  /** What a client asks; {@code from} is the node it is on. */
  record Request(String from, Logbook.Line line) {}

  /** What leaves: where the line stands, as of a revision. */
  record Answer(Request to, long revision, int place) {}

  /** Where answers, and what follows the process, leave. */
  interface Out {
    void answer(SimulatedSubject from, Answer answer);

    void departed(SimulatedSubject from, String node, List<Request> waiting);
  }

  // --- what it is told ---

  void ask(Request request) {
    if (over) {
      return;
    }
    if (arriving || halted || pinned) {
      waiting.add(request);
      return;
    }
    if (book.place(request.line()) == 0) {
      book = book.with(request.line());
      wake();
    }
    held.add(new Answer(request, book.revision(), book.place(request.line())));
    letGo();
  }

  private void letGo() {
    for (Answer next;
        (next = held.peek()) != null && !over && (!holding || next.revision() <= let); ) {
      held.remove();
      out.answer(this, next);
    }
  }

  private void serve() {
    if (!arriving && !halted && !pinned) {
      List<Request> late = List.copyOf(waiting);
      waiting.clear();
      late.forEach(this::ask);
    }
  }

  private void wake() {
    if (follower != null && !sending) {
      sending = true;
      node.after(time.between(Duration.ZERO, Duration.ofMillis(3)), this::send);
    }
  }

  private void send() {
    sending = false;
    if (follower != null && offer != null && !over) {
      // What a writer has in hand is what is committed at that moment.
      var bytes = Bytes.of(envelopes.frame(book));
      wire.send(
          follower, new Word.Part(pid, offer.epoch(), offer.stream(), bytes, book.revision()));
    }
  }

  // --- as its keeper sees it ---

  @Override
  public Pid pid() {
    return pid;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void follow(String to, Word.Offer what) {
    follower = to;
    offer = what;
    let = -1;
    wire.send(to, what);
    wake();
  }

  @Override
  public void hold(LongConsumer from) {
    node.after(
        time.between(Duration.ZERO, Duration.ofMillis(5)),
        () -> {
          if (follower != null && !over) {
            holding = true;
            from.accept(book.revision());
          }
        });
  }

  @Override
  public void acknowledged(long revision) {
    let = Math.max(let, revision);
    letGo();
  }

  @Override
  public boolean pin() {
    if (over || halted || pinned) {
      return false;
    }
    pinned = true;
    return true;
  }

  @Override
  public void unpin() {
    pinned = false;
    serve();
  }

  @Override
  public void goOn(long now) {
    epoch = now;
    holding = false;
    follower = null;
    letGo();
  }

  @Override
  public void forsake() {}

  @Override
  public void abandon() {
    follower = null;
    holding = true;
    let = -1;
    held.clear();
  }

  @Override
  public void halt(Duration patience, LongConsumer done) {
    node.after(
        time.between(Duration.ZERO, Duration.ofMillis(20)),
        () -> {
          boolean can = !over && !pinned && !halted;
          halted |= can;
          done.accept(can ? book.revision() : -1);
        });
  }

  @Override
  public void resume() {
    halted = false;
    serve();
  }

  @Override
  public void depart(String to, long next) {
    over = true;
    out.departed(this, to, List.copyOf(waiting));
  }

  // --- as its node sees it ---

  void arrive() {
    arriving = false;
    serve();
  }

  boolean holds(long entry) {
    return entry == epoch || (pinned && entry == epoch + 1) || (halted && entry == epoch + 2);
  }

  boolean mayTakeBack(long entry) {
    return halted && entry == epoch + 1;
  }

  void end() {
    over = true;
  }

  boolean isRunning() {
    return !over && !arriving;
  }

  Logbook book() {
    return book;
  }

  @Override
  public String toString() {
    return "%s of %s at %d: revision %d, %d may leave, holding %s, pinned %s, halted %s, to %s"
        .formatted(key, node, epoch, book.revision(), let, holding, pinned, halted, follower);
  }

  SimulatedNode node() {
    return node;
  }
}
