package dev.jumpgate.gate.evaluator;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What one run prints, cut where it is too much: the snippet goes on, its operator reads enough.
 */
final class Printout {

  private static final int BYTES_MAX = 1 << 20;
  private static final byte[] MARK = "\n[output cut at 1 MB]\n".getBytes(StandardCharsets.UTF_8);

  private final long id;
  private final Outbox outbox;
  private final PrintStream out = open(false);
  private final PrintStream err = open(true);
  // Guarded by this.
  private int printed;
  private boolean cut;

  Printout(long id, Outbox outbox) {
    this.id = id;
    this.outbox = outbox;
  }

  PrintStream stream(boolean error) {
    return error ? err : out;
  }

  private PrintStream open(boolean error) {
    return new PrintStream(new Side(error), true, StandardCharsets.UTF_8);
  }

  private synchronized void take(boolean error, byte[] bytes, int from, int length) {
    if (cut) {
      return;
    }
    int room = Math.min(length, BYTES_MAX - printed);
    outbox.print(id, error, bytes, from, room);
    printed += room;
    if (room < length) {
      cut = true;
      outbox.print(id, error, MARK, 0, MARK.length);
    }
  }

  /** One of the two streams. */
  private final class Side extends OutputStream {

    private final boolean error;

    Side(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int b) {
      take(error, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      take(error, bytes, from, length);
    }
  }
}
