package dev.jumpgate.replica.standby;

import dev.jumpgate.cluster.Clock;
import dev.jumpgate.cluster.Member;
import dev.jumpgate.cluster.Membership;
import dev.jumpgate.cluster.Registry;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Asks the other nodes whether a process has had a later owner, before anybody goes on with it.
 *
 * <p>Where two sides of a cluster become one, the table is that of one side at first, and may be
 * behind what the other had agreed on. Whoever went on there did so among more than half: so of any
 * half and one more somebody knows.
 */
final class Inquiry {

  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Membership membership;
  private final Registry registry;
  private final Clock clock;
  private final Wire wire;
  private final Knowledge knowledge;
  private final AtomicLong serial = new AtomicLong();
  private final Map<Long, Question> questions = new ConcurrentHashMap<>();

  Inquiry(Membership membership, Registry registry, Clock clock, Wire wire, Knowledge knowledge) {
    this.membership = membership;
    this.registry = registry;
    this.clock = clock;
    this.wire = wire;
    this.knowledge = knowledge;
  }

  /** What this node knows of a process. */
  @FunctionalInterface
  interface Knowledge {

    /** True where it has an owner, other than that node, or a copy, of a later epoch. */
    boolean isLater(Pid pid, String key, long epoch, Member than);
  }

  /** What the others say. */
  enum Answer {
    NOT_LATER,
    LATER,
    /** Too few have answered. */
    SILENCE
  }

  /** Asks about a process of that epoch. */
  void ask(Pid pid, String key, long epoch, Consumer<Answer> done) {
    Member self = membership.self();
    if (registry.quorum() == 0) {
      done.accept(Answer.NOT_LATER);
    } else if (knowledge.isLater(pid, key, epoch, self)) {
      done.accept(Answer.LATER);
    } else {
      long id = serial.incrementAndGet();
      var question = new Question(new Word.IsItLater(id, pid, key, epoch), done);
      questions.put(id, question);
      question.ask();
    }
  }

  void asked(Member from, Word.IsItLater word) {
    boolean yes = knowledge.isLater(word.pid(), word.key(), word.epoch(), from);
    wire.send(from.name(), new Word.Later(word.id(), yes));
  }

  void heard(Member from, Word.Later word) {
    Question question = questions.get(word.id());
    if (question != null) {
      question.heard(from, word.yes());
    }
  }

  private final class Question {

    private final Word.IsItLater word;
    private final Consumer<Answer> done;
    private final long begun = clock.nanos();

    // Guarded by this.
    private final Set<Long> answered = new HashSet<>();
    private boolean over;

    Question(Word.IsItLater word, Consumer<Answer> done) {
      this.word = word;
      this.done = done;
      this.answered.add(membership.self().incarnation());
    }

    void ask() {
      boolean late;
      synchronized (this) {
        late = clock.nanos() - begun > PATIENCE.toNanos();
        if (over) {
          return;
        }
        if (!late) {
          membership.members().stream()
              .filter(member -> !answered.contains(member.incarnation()))
              .forEach(member -> wire.send(member.name(), word));
          clock.after(AGAIN, this::ask);
        }
      }
      if (late) {
        end(Answer.SILENCE);
      }
    }

    void heard(Member from, boolean yes) {
      boolean enough;
      synchronized (this) {
        answered.add(from.incarnation());
        enough = answered.size() >= registry.quorum();
      }
      if (yes) {
        end(Answer.LATER);
      } else if (enough) {
        end(Answer.NOT_LATER);
      }
    }

    // Not under the lock: who waits has one of its own.
    private void end(Answer answer) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      questions.remove(word.id());
      done.accept(answer);
    }
  }
}
