package dev.jumpgate.runtime;

import dev.jumpgate.code.Program;
import dev.jumpgate.codec.Codec;
import dev.jumpgate.codec.CodecException;
import dev.jumpgate.codec.Schema;
import dev.jumpgate.codec.SchemaException;
import dev.jumpgate.process.Answer;
import dev.jumpgate.process.Behavior;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Child;
import dev.jumpgate.process.RefusedException;
import dev.jumpgate.process.Request;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process's state, messages and ledger are made of: makes objects of its own version of
 * the classes out of what arrives, and bytes out of what leaves.
 */
final class Contents<S, M> {

  private final Program<S, M> program;
  private final Delivery delivery;
  private final Codec states;
  private final Codec messages;
  // Most types say all there is to say, so that their values need no look.
  private final boolean checksStates;
  private final boolean checksMessages;
  // Made when the first one is copied from or to here.
  private volatile @Nullable Codec copies;

  Contents(Program<S, M> program, Delivery delivery) {
    this.program = program;
    this.delivery = delivery;
    this.states = Codec.of(program.state(), delivery);
    this.messages = Codec.of(program.messages(), delivery);
    this.checksStates = program.state().needsCheck();
    this.checksMessages = program.messages().needsCheck();
  }

  /**
   * Refuses a state with a part that can change, or a null where there is none.
   *
   * @param before the state that it came from, which was checked; null where there is none
   * @throws RefusedException with the path of the part
   */
  void check(@Nullable S before, S state) {
    if (checksStates) {
      check(program.state(), before, state, "state");
    }
  }

  private void check(Schema schema, @Nullable Object before, Object now, String what) {
    try {
      schema.check(before, now);
    } catch (SchemaException e) {
      throw new RefusedException(
          "no %s for %s: %s".formatted(what, program.simpleName(), e.getMessage()));
    }
  }

  /** The content of a message as an object of this process's classes. */
  M live(Envelope.Message message) {
    Object content = message.content();
    Object live = live(content, messages);
    if (live != content) {
      message.content(live);
    } else if (checksMessages) {
      check(program.messages(), null, live, "message");
    }
    return message(live);
  }

  /** What came of a question, as the behavior gets it. */
  Answer<?> answer(Ledger.Asked asked, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var _, var reason) -> new Answer.Failure<>(asked.tag(), reason);
      case Outcome.Value(var content) -> {
        try {
          yield new Answer.Value<>(asked.tag(), live(content, answers(asked)));
        } catch (CodecException | RefusedException e) {
          yield new Answer.Failure<>(
              asked.tag(), "the answer cannot be understood here: " + e.getMessage());
        }
      }
    };
  }

  private Object live(Object content, Codec codec) {
    if (content instanceof Envelope.Packed(var bytes)) {
      return codec.decode(bytes.toArray(), Object.class);
    }
    return Border.belongs(content, program.bundle().loader())
        ? content
        : codec.decode(Codec.encode(content), Object.class);
  }

  private Codec answers(Ledger.Asked asked) {
    try {
      Class<?> request = Class.forName(asked.requestType(), false, program.bundle().loader());
      if (!Request.class.isAssignableFrom(request)) {
        throw new RefusedException(asked.requestType() + " is no request");
      }
      return Codec.of(Schema.answerOf(request), delivery);
    } catch (ClassNotFoundException e) {
      throw new RefusedException(
          program.bundle().version() + " has no class " + asked.requestType());
    }
  }

  @SuppressWarnings("unchecked") // checked by the codec, or by the types of send and call
  M message(Object content) {
    return (M) content;
  }

  /** Refuses at once what could not travel later. */
  void checkTag(Object tag) {
    if (!(tag instanceof String)) {
      try {
        Codec.of(program.tags(), delivery).decode(Codec.encode(tag), Object.class);
      } catch (CodecException e) {
        throw new RefusedException("no tag for a question: " + e.getMessage());
      }
    }
  }

  /** The ledger once the envelope is handled: what it is about is no longer open. */
  static Ledger opened(Envelope envelope, Ledger ledger) {
    return switch (envelope) {
      case Envelope.Due due -> ledger.withoutTimer(due.timer);
      case Envelope.Answered answered -> ledger.withoutAsked(answered.ask);
      case Envelope.Overdue overdue -> ledger.withoutAsked(overdue.ask);
      case Envelope.Told told -> ledger.with(Notices.opened(told.notice, ledger.ties()));
      default -> ledger;
    };
  }

  ProcessImage image(
      Cell<S, M> cell, Revision<S, M> revision, Cause cause, List<Signal.Mail> mail) {
    long now = delivery.now();
    List<ProcessImage.Timer> timers = new ArrayList<>();
    revision
        .ledger()
        .timers()
        .forEach((id, timer) ->
            timers.add(new ProcessImage.Timer(id, left(timer.due(), now), bytes(timer.message()))));
    List<ProcessImage.Asked> asked = new ArrayList<>();
    revision
        .ledger()
        .asked()
        .forEach((id, ask) ->
            asked.add(
                new ProcessImage.Asked(
                    id, bytes(ask.tag()), ask.requestType(), left(ask.due(), now))));
    return new ProcessImage(
        cell.pid(),
        cell.name(),
        program.typeName(),
        program.bundle().version(),
        cell.former(),
        cell.epoch(),
        revision.sequence(),
        bytes(revision.state()),
        cause,
        revision.ledger().nextId(),
        timers,
        asked,
        revision.ledger().groups(),
        revision.ledger().ties(),
        revision.ledger().pledges(),
        mail,
        cell.isSuspended());
  }

  private static Duration left(long due, long now) {
    return Duration.ofNanos(Math.max(0, due - now));
  }

  private static Bytes bytes(Object value) {
    return Bytes.copyOf(Codec.encode(value));
  }

  /**
   * The image as the behavior itself says that an earlier version can read it; as it is where it
   * says nothing.
   */
  ProcessImage reverted(ProcessImage image, Behavior<S, M> behavior, S state, BundleVersion to) {
    return program.reverts()
        ? image.with(Bytes.of(Codec.encodeAsValue(behavior.revert(state, to))))
        : image;
  }

  /** The revision that a child starts with again: its first state, and no timers or questions. */
  @SuppressWarnings("unchecked") // the codec admits what the program says its state is
  Revision<S, M> fresh(Child.Code.OfBehavior code, Revision<S, M> now) {
    byte[] state = state(code.state(), code.bundle(), now.kind().behavior());
    Ledger ledger = now.ledger();
    return now.next(
        (S) states.decode(state, Object.class),
        Ledger.of(
            ledger.nextId(),
            PMap.empty(),
            PMap.empty(),
            ledger.groups(),
            ledger.ties(),
            ledger.pledges()));
  }

  // Once more through the codec: what a behavior made must be what it says its state is.
  private byte[] state(Bytes encoded, BundleVersion from, Behavior<S, M> behavior) {
    byte[] bytes = encoded.toArray();
    boolean forward = from.number() < program.bundle().version().number();
    return forward && program.converts()
        ? Codec.encode(behavior.convert(Codec.tree(bytes), from))
        : bytes;
  }

  /** The revision in an image, as objects of this process's classes. */
  @SuppressWarnings("unchecked") // the codec admits what the program says its state is
  Revision<S, M> revision(ProcessImage image, Kind<S, M> kind) {
    long now = delivery.now();
    PMap<Long, Ledger.Timer> timers = PMap.empty();
    for (ProcessImage.Timer timer : image.timers()) {
      Object message = messages.decode(timer.message().toArray(), Object.class);
      timers = timers.with(timer.id(), new Ledger.Timer(now + timer.left().toNanos(), message));
    }
    // A tag is any value the process knows.
    Codec tags = Codec.of(program.tags(), delivery);
    PMap<Long, Ledger.Asked> asked = PMap.empty();
    for (ProcessImage.Asked ask : image.asked()) {
      Object tag = tags.decode(ask.tag().toArray(), Object.class);
      asked =
          asked.with(
              ask.id(), new Ledger.Asked(tag, ask.requestType(), now + ask.left().toNanos()));
    }
    return new Revision<>(
        image.sequence(),
        (S) states.decode(state(image.state(), image.bundle(), kind.behavior()), Object.class),
        Ledger.of(image.nextId(), timers, asked, image.groups(), image.ties(), image.pledges()),
        kind);
  }

  // --- copies ---

  /** For what {@link Copied} says of such a process. */
  Codec copies() {
    Codec made = copies;
    if (made == null) {
      made = Codec.of(Schema.of(Copied.typeOf(program.stateType())), delivery);
      copies = made;
    }
    return made;
  }

  /** {@code ledger}, which was made of {@code was}, brought to what {@code now} says. */
  Ledger ledger(Ledger ledger, CopiedLedger was, CopiedLedger now, long base) {
    return Ledger.of(
        now.nextId(),
        CopiedLedger.follow(
            ledger.timers(),
            was.timers(),
            now.timers(),
            t -> new Ledger.Timer(base + t.due(), decoded(messages, t.message()))),
        CopiedLedger.follow(
            ledger.asked(),
            was.asked(),
            now.asked(),
            // A tag is any value the process knows.
            a ->
                new Ledger.Asked(
                    decoded(Codec.of(program.tags(), delivery), a.tag()),
                    a.requestType(),
                    base + a.due())),
        now.groups(),
        now.ties(),
        now.pledges());
  }

  private static Object decoded(Codec codec, Bytes bytes) {
    return codec.decode(bytes.toArray(), Object.class);
  }
}
