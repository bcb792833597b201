package dev.jumpgate.runtime;

import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Cause;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import dev.jumpgate.state.PMap;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process as it travels: everything that is needed to go on elsewhere, and no class of its own.
 *
 * @param former the version it ran before this one, or null
 * @param epoch the epoch at which it was taken; the next owner has the one after
 * @param cause why it starts at the next owner
 * @param mail what waited in its mailbox, oldest first
 * @param suspended true where an operator has it stand still, also where it goes on
 */
public record ProcessImage(
    Pid pid,
    @Nullable String name,
    String behavior,
    BundleVersion bundle,
    @Nullable BundleVersion former,
    long epoch,
    long sequence,
    Bytes state,
    Cause cause,
    long nextId,
    List<Timer> timers,
    List<Asked> asked,
    PMap<String, PMap<String, String>> groups,
    Ties ties,
    @Nullable Pledges pledges,
    List<Signal.Mail> mail,
    boolean suspended) {

  /** The same with another state. */
  public ProcessImage with(Bytes other) {
    return new ProcessImage(
        pid, name, behavior, bundle, former, epoch, sequence, other, cause, nextId, timers, asked,
        groups, ties, pledges, mail, suspended);
  }

  /**
   * As another process that goes on from here under a version of the same code. Whoever has to do
   * with the former one has nothing to do with this one, and waits for no answer of it.
   */
  ProcessImage reborn(Pid other, @Nullable String otherName, BundleVersion version) {
    return new ProcessImage(
        other,
        otherName,
        behavior,
        version,
        null,
        0,
        sequence,
        state,
        cause,
        nextId,
        timers,
        asked,
        groups,
        Ties.NONE,
        null,
        mail.stream().flatMap(ProcessImage::reborn).toList(),
        false);
  }

  private static Stream<Signal.Mail> reborn(Signal.Mail mail) {
    return switch (mail) {
      case Signal.Mail.Message _, Signal.Mail.Answered _ -> Stream.of(mail);
      case Signal.Mail.Request(var content, var caller, var _, var _) -> {
        // A call of no life of that node: the answer goes nowhere.
        var nobody = new ReplyTo<>(caller.node(), -1, caller.call(), null);
        yield Stream.of(new Signal.Mail.Request(content, nobody, List.of(), 0));
      }
      case Signal.Mail.Marked(var _, var marked) -> reborn(marked);
      case Signal.Mail.End _, Signal.Mail.Told _ -> Stream.of();
    };
  }

  /** As one whose first owner is still to come. */
  ProcessImage unborn() {
    return at(0);
  }

  /** As one that begins on another node than its pid says. */
  ProcessImage bornElsewhere() {
    return at(1);
  }

  private ProcessImage at(long other) {
    return new ProcessImage(
        pid, name, behavior, bundle, former, other, sequence, state, cause, nextId, timers, asked,
        groups, ties, pledges, mail, suspended);
  }

  /** A {@code Ledger.Timer} with the time that is left. */
  record Timer(long id, Duration left, Bytes message) {}

  /** A {@code Ledger.Asked} with the time that is left. */
  record Asked(long id, Bytes tag, String requestType, Duration left) {}
}
