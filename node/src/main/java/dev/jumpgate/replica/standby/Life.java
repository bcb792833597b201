package dev.jumpgate.replica.standby;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JVM as the operating system knows it, so that another one on the same host can tell that it is
 * dead, and not only out of reach.
 *
 * @param host the boot of the host, the space in which its processes are numbered, and the user,
 *     who sees all of his own
 * @param process the number of the process there
 * @param start when it started, in the host's ticks since its boot: numbers are given out again
 */
record Life(String host, long process, long start) {

  // Behind the command of a process, which is in brackets and may be anything.
  private static final int STATE = 0;
  private static final int START = 19;

  /** This JVM; null where the system does not tell what is needed. */
  static @Nullable Life self() {
    try {
      long process = ProcessHandle.current().pid();
      String[] stat = stat(process);
      return new Life(place(), process, Long.parseLong(stat[START]));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** True where it is certain that it is dead: it was on this host, and is there no more. */
  boolean isOver() {
    try {
      if (!host.equals(place())) {
        return false;
      }
      String[] stat = stat(process);
      boolean ended = stat[STATE].equals("Z") || stat[STATE].equals("X");
      return ended || Long.parseLong(stat[START]) != start;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException | RuntimeException e) {
      return isGone();
    }
  }

  // It may go while its file is read.
  private boolean isGone() {
    return Files.notExists(Path.of("/proc", Long.toString(process)))
        && Files.exists(Path.of("/proc/self"));
  }

  private static String place() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
        + " "
        + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
        + " "
        + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static String[] stat(long process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
