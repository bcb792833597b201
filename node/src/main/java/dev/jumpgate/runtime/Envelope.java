package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Flush;
import dev.jumpgate.cluster.Routes;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a mailbox, and the link to what stands behind it there: an envelope is in one
 * mailbox at a time.
 */
abstract sealed class Envelope implements Routes.Parcel {

  // Belongs to the mailbox that it is in; see there.
  volatile @Nullable Envelope next;
  int index;

  /** A message of the process's own type that nobody waits for. */
  static sealed class Message extends Envelope permits Request {

    // Replaced, by the worker alone, once the classes of the receiver are at hand.
    private Object content;

    // The message, or a Packed while its classes are not at hand.
    Message(Object content) {
      this.content = content;
    }

    Object content() {
      return content;
    }

    void content(Object live) {
      content = live;
    }
  }

  /** A message to which an answer is awaited. */
  abstract static sealed class Request extends Message permits Asked, Calls.Call {

    Request(Object content) {
      super(content);
    }

    /** Brings the outcome to whoever waits; what comes after the first is dropped. */
    abstract void answer(Outcome outcome, Delivery delivery);

    /** Where the answer goes, as a value. */
    abstract ReplyTo<?> caller();

    /** The processes that wait for this answer within a handler of theirs, the last one first. */
    abstract List<Pid> chain();

    /** The caller has all its answers to requests of lower numbers; 0 where it says nothing. */
    abstract long lowest();
  }

  /** A request from a process, or from another node. */
  static final class Asked extends Request {

    private final ReplyTo<?> caller;
    private final List<Pid> chain;
    private final long lowest;

    Asked(Object content, ReplyTo<?> caller, List<Pid> chain, long lowest) {
      super(content);
      this.caller = caller;
      this.chain = chain;
      this.lowest = lowest;
    }

    @Override
    void answer(Outcome outcome, Delivery delivery) {
      delivery.answer(caller, outcome);
    }

    @Override
    ReplyTo<?> caller() {
      return caller;
    }

    @Override
    List<Pid> chain() {
      return chain;
    }

    @Override
    long lowest() {
      return lowest;
    }
  }

  /** A message of a process that may send it once more, should it go on elsewhere. */
  static final class Marked extends Envelope {

    final Mark mark;
    final Message message;

    Marked(Mark mark, Message message) {
      this.mark = mark;
      this.message = message;
    }
  }

  /** The message in an envelope, or null where it is none. */
  static @Nullable Message messageIn(Envelope envelope) {
    return switch (envelope) {
      case Message message -> message;
      case Marked marked -> marked.message;
      default -> null;
    };
  }

  /** The answer to a question of the process. */
  static final class Answered extends Envelope {

    final long ask;
    final Outcome outcome;

    Answered(long ask, Outcome outcome) {
      this.ask = ask;
      this.outcome = outcome;
    }
  }

  /** The end of what came by a way. */
  static final class End extends Envelope {

    final Flush flush;

    End(Flush flush) {
      this.flush = flush;
    }
  }

  /** Something about another process's life. */
  static final class Told extends Envelope {

    final Notice notice;

    Told(Notice notice) {
      this.notice = notice;
    }
  }

  /** The process starts here. Local: never leaves the node. */
  static final class Started extends Envelope {

    final Cause cause;

    Started(Cause cause) {
      this.cause = cause;
    }
  }

  /** A timer is due. Local: the timer itself is in the ledger. */
  static final class Due extends Envelope {

    final long timer;

    Due(long timer) {
      this.timer = timer;
    }
  }

  /** No answer came in time. Local: the question itself is in the ledger. */
  static final class Overdue extends Envelope {

    final long ask;

    Overdue(long ask) {
      this.ask = ask;
    }
  }

  /** The process is to end; {@code then} runs when all of it is over. Local. */
  static final class Stop extends Envelope {

    final ExitReason reason;
    final Runnable then;

    Stop(ExitReason reason, Runnable then) {
      this.reason = reason;
      this.then = then;
    }
  }

  /** Stands for no message: brings an idle process to its next boundary. */
  static final class Nothing extends Envelope {}

  /** A value still encoded. */
  record Packed(Bytes bytes) {}
}
