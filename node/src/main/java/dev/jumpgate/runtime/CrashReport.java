package dev.jumpgate.runtime;

import dev.jumpgate.operator.Crash;
import dev.jumpgate.operator.CrashStatus;
import dev.jumpgate.process.BundleVersion;
import dev.jumpgate.process.Pid;
import dev.jumpgate.state.Tree;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handler that failed, with what it takes to run it again.
 *
 * @param behavior the class name of the code
 * @param what the envelope, as text, where it was no message
 * @param message null where it was none
 * @param letter the id of the dead letter, or null
 */
record CrashReport(
    String id,
    Instant time,
    String node,
    @Nullable String name,
    Pid pid,
    BundleVersion version,
    String behavior,
    long revision,
    String what,
    @Nullable Kept message,
    Kept state,
    String error,
    List<String> stack,
    List<Kept> before,
    @Nullable String letter)
    implements Ring.Entry {

  @Override
  public void freeze() {
    state.freeze();
    before.forEach(Kept::freeze);
    if (message != null) {
      message.freeze();
    }
  }

  @Override
  public long size() {
    long bytes = state.size() + (message == null ? 0 : message.size());
    for (Kept earlier : before) {
      bytes += earlier.size();
    }
    for (String frame : stack) {
      bytes += frame.length();
    }
    return bytes;
  }

  CrashStatus status(UnaryOperator<Tree> sight) {
    Tree shown = message == null ? null : message.tree(sight);
    return new CrashStatus(
        id,
        time,
        node,
        name,
        pid,
        version.toString(),
        shown == null ? what : shown.toString(),
        error);
  }

  Crash whole(UnaryOperator<Tree> sight) {
    return new Crash(
        status(sight),
        revision,
        message == null ? null : message.tree(sight),
        state.tree(sight),
        stack,
        before.stream().map(earlier -> earlier.tree(sight)).filter(tree -> tree != null).toList(),
        letter);
  }
}
