package dev.jumpgate.shell.demo;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The main class of a child JVM: runs another main class and ends the JVM when its parent is gone.
 *
 * <p>The parent holds the other end of standard input. However the parent dies, the operating
 * system closes that end, and the read here returns. The terminal's Ctrl-C reaches the whole group
 * of processes; it is meant for the parent, so the child ignores it.
 */
final class Leash {

  private static final Duration SHUTDOWN = Duration.ofSeconds(10);

  private Leash() {}

  /**
   * Runs the other class.
   *
   * @param args the main class to run and its arguments
   */
  public static void main(String[] args) throws Throwable {
    ignoreInterrupts();
    Thread.ofPlatform().daemon().name("leash").start(Leash::watch);
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end counts.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Thread.ofPlatform().daemon().name("leash-halt").start(Leash::haltLater);
    System.exit(1);
  }

  /** A shutdown that hangs would leave what the leash is there to prevent. */
  private static void haltLater() {
    try {
      Thread.sleep(SHUTDOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  /** By reflection: the compiler warns of {@code sun.misc.Signal}, and there is no other way. */
  private static void ignoreInterrupts() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
  }
}
