package dev.jumpgate.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox that notes what it takes, handles and leaves behind. Its messages are words of a letter
 * for the sender and a digit for the place; {@link #END} ends it.
 */
final class Box extends Mailbox {

  static final String END = "end";

  private final Consumer<Mailbox> scheduler;
  private final Consumer<String> complaints;
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean handling = new AtomicBoolean();

  // Confined to whoever owns the mailbox.
  private final List<String> handled = new ArrayList<>();
  private List<String> left = List.of();

  // Read by senders: what is left behind is known.
  private volatile boolean over;
  private volatile boolean hasHandled;

  Box(Consumer<Mailbox> scheduler, Consumer<String> complaints) {
    this.scheduler = scheduler;
    this.complaints = complaints;
  }

  /** One that is held until it may start. */
  Box(Consumer<Mailbox> scheduler, Consumer<String> complaints, String start) {
    super(Hold.ARRIVING, new Envelope.Message(start));
    this.scheduler = scheduler;
    this.complaints = complaints;
    taken.add(start);
  }

  @Override
  void ready() {
    scheduler.accept(this);
  }

  @Override
  void running(@Nullable Worker worker) {}

  @Override
  void ran(long now, long nanos, int handled) {}

  @Override
  boolean timed() {
    return false;
  }

  @Override
  void took(long nanos, int handled) {}

  @Override
  boolean handle(Envelope envelope, Worker worker) {
    if (!handling.compareAndSet(false, true)) {
      complaints.accept("two handlers at once");
    }
    if (envelope instanceof Envelope.Message message) {
      handled.add(text(message));
    }
    hasHandled = true;
    handling.set(false);
    if (envelope instanceof Envelope.Message message && text(message).equals(END)) {
      closeBehind(envelope, this::leave);
      return false;
    }
    return true;
  }

  private static String text(Envelope.Message message) {
    return (String) message.content();
  }

  /** To be given what waits when the mailbox is closed. */
  void leave(List<Envelope> waiting) {
    left = texts(waiting);
    over = true;
  }

  static List<String> texts(List<Envelope> envelopes) {
    List<String> texts = new ArrayList<>();
    for (Envelope envelope : envelopes) {
      if (envelope instanceof Envelope.Message message) {
        texts.add(text(message));
      }
    }
    return texts;
  }

  /** Offers one after the other, as one sender. */
  void send(String... texts) {
    for (String text : texts) {
      if (offer(new Envelope.Message(text))) {
        taken.add(text);
      } else if (!over) {
        complaints.accept(text + " was refused before what waits was handed over");
      }
    }
  }

  /** Holds it, does something while it stands still, and lets it go on. */
  void hold(Hold hold, Runnable meanwhile) {
    if (!hold(hold)) {
      return;
    }
    // Not awaitHeld: the model checker takes a timed wait for one that returns at once.
    while (!isHeld() && !isClosed()) {
      Thread.onSpinWait();
    }
    if (!isClosed()) {
      int before = handled.size();
      meanwhile.run();
      if (handled.size() != before) {
        complaints.accept("it went on while it was held");
      }
    }
    release(hold);
  }

  boolean hasHandled() {
    return hasHandled;
  }

  /**
   * All that it took, handled first and then what was left behind; to be asked when all is over.
   */
  List<String> seen() {
    List<String> all = new ArrayList<>(handled);
    all.addAll(left);
    return all;
  }

  /** Complains about what was lost, doubled, or overtaken by what the same sender sent later. */
  void check() {
    List<String> seen = seen();
    if (!seen.stream().sorted().toList().equals(taken.stream().sorted().toList())) {
      complaints.accept("took " + taken + " and has " + seen);
    }
    for (int i = 0; i < seen.size(); i++) {
      for (int j = i + 1; j < seen.size(); j++) {
        String before = seen.get(i);
        String after = seen.get(j);
        if (before.charAt(0) == after.charAt(0) && before.compareTo(after) > 0) {
          complaints.accept("out of order: " + seen);
        }
      }
    }
    if (!isIdle() && !isClosed()) {
      complaints.accept("still owned after all is done");
    }
  }
}
