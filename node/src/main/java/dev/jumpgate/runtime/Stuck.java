package dev.jumpgate.runtime;

import dev.jumpgate.operator.MoveOptions;
import dev.jumpgate.operator.OperatorException;
import dev.jumpgate.operator.OperatorException.Code;
import dev.jumpgate.process.Pid;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What operators are told of a process that does not come to the end of its message. */
public final class Stuck {

  private Stuck() {}

  /** Why it was not moved, and what can be done. */
  public static OperatorException refusal(Cell<?, ?> cell, MoveOptions options) {
    Handling handling = Handling.of(cell);
    String at = handling == null ? "" : "has been %s, ".formatted(at(handling));
    return new OperatorException(
        Code.FAILED,
        "%s %sdid not come to the end of its message within %s and stays where it is"
            .formatted(cell.label(), at, spoken(options.patience())),
        "%s; --wait gives it more time; /inspect %s --about shows where it is stuck"
            .formatted(
                options.lastRevision()
                    ? "it is about to end, or what its last message asked for does not leave"
                    : offer(cell, handling),
                cell.label()));
  }

  private static String at(Handling handling) {
    Duration age = handling.age();
    return "on %s since %s, for %s"
        .formatted(
            handling.what(), Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS), spoken(age));
  }

  private static String offer(Cell<?, ?> cell, @Nullable Handling handling) {
    return "--last-revision moves it as of revision %d: its message goes to the dead letters, what its"
            .formatted(cell.committed().sequence())
        + " handler did and would still do is lost, and "
        + (handling == null ? "a caller is told" : caller(handling.envelope()));
  }

  private static String caller(Envelope envelope) {
    Envelope.Message message = Envelope.messageIn(envelope);
    if (!(message instanceof Envelope.Request request)) {
      return "nobody waits for an answer";
    }
    Pid asker = request.caller().process();
    return asker == null
        ? "its caller gets an exception that says that it was not applied"
        : "%s, which asked, gets a failure for an answer".formatted(asker);
  }

  private static String spoken(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
