package dev.jumpgate.runtime;

import dev.jumpgate.operator.DeadLetter;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody handled.
 *
 * @param name whom it was for, or null where it was for a pid alone
 * @param crash the id of the crash that it led to, or null
 */
record Letter(
    String id,
    Instant time,
    String node,
    @Nullable Pid pid,
    @Nullable String name,
    Why why,
    String detail,
    Kept message,
    @Nullable String crash,
    AtomicInteger redelivered)
    implements Ring.Entry {

  /** Why nobody handled it. */
  enum Why {
    CRASHED("crashed"),
    NOT_UNDERSTOOD("not-understood"),
    FULL("full"),
    ENDED("ended"),
    UNKNOWN("unknown"),
    UNSENDABLE("unsendable");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** True where a process failed on it, so that it must not be lost among those for nobody. */
    boolean isPoison() {
      return this == CRASHED || this == NOT_UNDERSTOOD || this == FULL;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  String target() {
    return name != null ? name : String.valueOf(pid);
  }

  @Override
  public void freeze() {
    message.freeze();
  }

  @Override
  public long size() {
    return message.size() + detail.length();
  }

  DeadLetter shown(UnaryOperator<Tree> sight) {
    return new DeadLetter(
        id,
        time,
        node,
        target(),
        why.toString(),
        detail,
        message.tree(sight),
        crash,
        redelivered.get());
  }
}
