package dev.jumpgate.runtime;

import dev.jumpgate.process.ExitReason;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import dev.jumpgate.process.ReplyTo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a handler asked for, and the link to what it asked for next. */
abstract sealed class Effect {

  @Nullable Effect next;

  /**
   * Lets it leave, after the commit. May throw where it cannot.
   *
   * @param mark by which the receiver knows it again where it may leave once more, or null
   */
  abstract void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark);

  /** True where it may have to wait for others before it has left. */
  boolean isSlow() {
    return false;
  }

  static Envelope marked(@Nullable Mark mark, Envelope.Message message) {
    return mark == null ? message : new Envelope.Marked(mark, message);
  }

  /** The handler failed: what it was promised is taken back. */
  void dropped(Cell<?, ?> cell, Delivery delivery) {}

  /** It could not leave: whoever waits for it is told. */
  void failed(String why, Delivery delivery) {}

  /** The process that it goes to, so that a call there now would overtake it; or null. */
  @Nullable Ref<?> target() {
    return null;
  }

  /** What would leave, as a value, or null where there is none. */
  @Nullable Object content() {
    return null;
  }

  /** What leaves as a value that travels, or null where it means something on this node alone. */
  @Nullable Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
    return null;
  }

  static final class Send extends Effect {

    private final Ref<?> target;
    private final Object message;

    Send(Ref<?> target, Object message) {
      this.target = target;
      this.message = message;
    }

    @Override
    Object content() {
      return message;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      var mail = Packing.pack(new Envelope.Message(message));
      return new Outgoing.ToProcess(target.pid(), target.name(), mail);
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.sendEffect(target, marked(mark, new Envelope.Message(message)));
    }

    @Override
    Ref<?> target() {
      return target;
    }
  }

  /** The answer to the request in hand. */
  static final class Reply extends Effect {

    private final Envelope.Request request;
    private final Object answer;

    Reply(Envelope.Request request, Object answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    Object content() {
      return answer;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      return new Outgoing.Answer(request.caller(), Packing.pack(new Outcome.Value(answer)));
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      request.answer(new Outcome.Value(answer), delivery);
    }

    @Override
    void failed(String why, Delivery delivery) {
      request.answer(new Outcome.Failed(Outcome.Why.CRASHED, why), delivery);
    }
  }

  /** The answer to a request that was kept. */
  static final class LateReply extends Effect {

    private final ReplyTo<?> caller;
    private final Object answer;

    LateReply(ReplyTo<?> caller, Object answer) {
      this.caller = caller;
      this.answer = answer;
    }

    @Override
    Object content() {
      return answer;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      return new Outgoing.Answer(caller, Packing.pack(new Outcome.Value(answer)));
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.answer(caller, new Outcome.Value(answer));
    }

    @Override
    void failed(String why, Delivery delivery) {
      delivery.answer(caller, new Outcome.Failed(Outcome.Why.CRASHED, why));
    }
  }

  static final class Ask extends Effect {

    private final Ref<?> target;
    private final Object request;
    private final long ask;
    private final long lowest;

    Ask(Ref<?> target, Object request, long ask, long lowest) {
      this.target = target;
      this.request = request;
      this.ask = ask;
      this.lowest = lowest;
    }

    @Override
    Object content() {
      return request;
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.sendEffect(target, marked(mark, envelope(cell, delivery)));
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      var mail = Packing.pack(envelope(cell, delivery));
      return new Outgoing.ToProcess(target.pid(), target.name(), mail);
    }

    // Nobody waits within a handler: a question is no part of a chain.
    private Envelope.Message envelope(Cell<?, ?> cell, Delivery delivery) {
      ReplyTo<?> caller = delivery.callerOf(cell.pid(), ask);
      return new Envelope.Asked(request, caller, List.<Pid>of(), lowest);
    }

    @Override
    Ref<?> target() {
      return target;
    }
  }

  /** A name on this node, which the process holds since it asked for it. */
  static final class Register extends Effect {

    private final String name;
    private final Turn<?> turn;

    Register(String name, Turn<?> turn) {
      this.name = name;
      this.turn = turn;
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.processes().names().commit(name, cell.pid());
    }

    @Override
    void dropped(Cell<?, ?> cell, Delivery delivery) {
      delivery.processes().names().withdraw(name, turn);
    }
  }

  static final class Tell extends Effect {

    private final Pid target;
    private final Notice notice;

    Tell(Pid target, Notice notice) {
      this.target = target;
      this.notice = notice;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      return new Outgoing.ToProcess(target, null, new Signal.Mail.Told(notice));
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.relations().tell(target, notice);
    }
  }

  /** The start of a child by its supervisor. */
  static final class Begin extends Effect {

    private final ProcessImage image;

    Begin(ProcessImage image) {
      this.image = image;
    }

    // Its name is claimed.
    @Override
    boolean isSlow() {
      return image.name() != null;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      return new Outgoing.Birth(image);
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      try {
        delivery.processes().begin(image);
      } catch (RuntimeException | LinkageError e) {
        var why = new ExitReason.Crashed(Thrown.text(e));
        delivery.relations().tell(cell.pid(), new Notice.Ended(image.pid(), why));
      }
    }
  }

  static final class Spawn extends Effect {

    private final Cell<?, ?> child;

    Spawn(Cell<?, ?> child) {
      this.child = child;
    }

    @Override
    Outgoing outgoing(Cell<?, ?> cell, Delivery delivery) {
      return new Outgoing.Birth(Births.image(child));
    }

    @Override
    void release(Cell<?, ?> cell, Delivery delivery, @Nullable Mark mark) {
      delivery.processes().admit(child);
    }
  }
}
