package dev.jumpgate.shell.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this shell, as the build wrote it down. */
public final class Version {

  private Version() {}

  /** For example {@code 0.1.0}. */
  public static String current() {
    try (var in = Version.class.getResourceAsStream("/dev/jumpgate/shell/version.properties")) {
      if (in == null) {
        return "unknown";
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("the version of this shell cannot be read", e);
    }
  }
}
