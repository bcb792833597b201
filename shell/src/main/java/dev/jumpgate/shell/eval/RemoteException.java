package dev.jumpgate.shell.eval;

import dev.jumpgate.gate.protocol.Evaluated.Thrown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a snippet threw in a node, without its class. */
public final class RemoteException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final boolean plain;

  private RemoteException(Thrown thrown, @Nullable Throwable cause) {
    super(thrown.message(), cause);
    this.type = thrown.type();
    this.plain = thrown.plain();
    setStackTrace(
        thrown.stack().stream()
            .map(f -> new StackTraceElement(f.type(), f.method(), f.file(), f.line()))
            .toArray(StackTraceElement[]::new));
  }

  /** What was thrown, with its causes behind it. */
  static RemoteException of(List<Thrown> chain) {
    RemoteException made = null;
    for (Thrown each : chain.reversed()) {
      made = new RemoteException(each, made);
    }
    if (made == null) {
      throw new IllegalArgumentException("nothing was thrown");
    }
    return made;
  }

  /** The name of its class. */
  public String type() {
    return type;
  }

  /** True where the message says it all. */
  public boolean isPlain() {
    return plain;
  }
}
