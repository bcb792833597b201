package dev.jumpgate.codec;

import dev.jumpgate.process.Pid;
import dev.jumpgate.process.Ref;
import org.jspecify.annotations.Nullable;

/** How the identities of processes are written. */
final class Pids {

  private Pids() {}

  static void write(Pid pid, Writing writing) {
    Output out = writing.out();
    out.tag(Tag.PID);
    out.text(pid.node());
    out.zigzag(pid.incarnation());
    out.zigzag(pid.serial());
  }

  static void write(Ref<?> ref, Writing writing) {
    write(ref.pid(), ref.name(), writing);
  }

  static void write(@Nullable Pid pid, @Nullable String name, Writing writing) {
    if (pid == null && name == null) {
      throw new Failure("a reference with neither pid nor name");
    }
    writing.out().tag(Tag.REF);
    writing.value(pid);
    writing.value(name);
  }
}
