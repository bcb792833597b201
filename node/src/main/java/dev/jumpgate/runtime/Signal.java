package dev.jumpgate.runtime;

import dev.jumpgate.cluster.Flush;
import dev.jumpgate.process.Pid;
import dev.jumpgate.process.ReplyTo;
import dev.jumpgate.state.Bytes;
import java.util.List;

/** What nodes send each other about processes. */
sealed interface Signal {

  /** Something for a process, at the epoch that the sender's route believes in. */
  record Deliver(Pid target, long epoch, Mail mail) implements Signal {}

  /** The answer to a call by a thread of the receiving node. */
  record Reply(ReplyTo<?> caller, Result result) implements Signal {}

  /** A flush of the receiving node came out at its end; epoch 0 where there was no process. */
  record Flushed(Pid target, long round, String owner, long epoch) implements Signal {}

  /** The receiving node sent something to a node that the process has left. */
  record Moved(Pid target, String owner, long epoch) implements Signal {}

  /** An {@link Envelope} that can travel. */
  sealed interface Mail {

    record Message(Bytes content) implements Mail {}

    /**
     * A message to which an answer is awaited.
     *
     * @param chain the processes that wait for this answer within a handler, the last one first
     * @param lowest the caller has all its answers to requests of lower numbers; 0 where it says
     *     nothing
     */
    record Request(Bytes content, ReplyTo<?> caller, List<Pid> chain, long lowest)
        implements Mail {}

    /** A message or a request of a process that may send it once more. */
    record Marked(Mark mark, Mail mail) implements Mail {}

    record Answered(long ask, Result result) implements Mail {}

    record End(Flush flush) implements Mail {}

    record Told(Notice notice) implements Mail {}
  }

  /** An {@link Outcome} that can travel. */
  sealed interface Result {

    record Value(Bytes content) implements Result {}

    record Failed(Outcome.Why why, String reason) implements Result {}
  }
}
