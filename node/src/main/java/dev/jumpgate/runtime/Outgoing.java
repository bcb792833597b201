package dev.jumpgate.runtime;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import org.jspecify.annotations.Nullable;

/** An {@link Effect} that can travel: what leaves, and to whom. */
sealed interface Outgoing {

  /** Something for a process, which is meant by its pid or by its name. */
  record ToProcess(@Nullable Pid pid, @Nullable String name, Signal.Mail mail)
      implements Outgoing {}

  /** The answer to a request of a thread or a process. */
  record Answer(ReplyTo<?> caller, Signal.Result result) implements Outgoing {}

  /** A process that begins. */
  record Birth(ProcessImage image) implements Outgoing {}
}
