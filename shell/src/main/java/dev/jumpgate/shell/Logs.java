package dev.jumpgate.shell;

import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.LogManager;

/** Where this JVM's logs go: to a file, never to the terminal. Read by {@code log4j2.xml}. */
final class Logs {

  private Logs() {}

  /**
   * Says where, by system properties; creates and loads nothing. To be called before the first
   * logger is made. {@code jumpgate node} then puts the node's name for {@code shell}.
   */
  static void send(Map<String, String> environment) {
    System.setProperty("jumpgate.logs", home(environment).resolve("logs").toString());
    System.setProperty("jumpgate.log", "shell");
    System.setProperty("hazelcast.logging.type", "log4j2");
  }

  /** Takes what no thread caught, which the JVM would print on the terminal. */
  static void uncaught(Thread thread, Throwable failure) {
    LogManager.getLogger(Logs.class).error("uncaught in {}", thread.getName(), failure);
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("JUMPGATE_HOME", "");
    return home.isBlank() ? Path.of(System.getProperty("user.home"), ".jumpgate") : Path.of(home);
  }
}
