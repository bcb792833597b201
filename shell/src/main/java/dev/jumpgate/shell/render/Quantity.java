package dev.jumpgate.shell.render;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: three digits and a unit. */
public final class Quantity {

  private static final String[] SIZES = {"B", "KB", "MB", "GB", "TB", "PB"};

  private Quantity() {}

  /** Bytes in steps of 1,024, as the JVM's own options count: {@code 12.3 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int step = 0;
    // 1023.95 would round to "1024.0".
    while (value >= 1023.95 && step < SIZES.length - 1) {
      value /= 1024;
      step++;
    }
    return digits(value) + " " + SIZES[step];
  }

  /** A duration with the unit that fits it: {@code 4.2 ms}, {@code 3 h 12 min}. */
  public static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long seconds = duration.toSeconds();
    if (seconds >= 86_400) {
      return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
    }
    if (seconds >= 3_600) {
      return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    if (seconds >= 60) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    double nanos = duration.toNanos();
    if (nanos >= 999_950_000) {
      return digits(nanos / 1e9) + " s";
    }
    if (nanos >= 999_950) {
      return digits(nanos / 1e6) + " ms";
    }
    return nanos >= 1_000 ? digits(nanos / 1e3) + " us" : "%.0f ns".formatted(nanos);
  }

  /** A share of one as a percentage; a dash where it is not known. */
  public static String share(double share) {
    return Double.isFinite(share) && share >= 0
        ? String.format(Locale.ROOT, "%.0f %%", share * 100)
        : "-";
  }

  /** Something per second; a dash where it is not known. */
  public static String rate(double perSecond) {
    return Double.isFinite(perSecond) ? digits(perSecond) + "/s" : "-";
  }

  /** A count and its noun: {@code 1 round}, {@code 3 rounds}. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The same of a noun whose plural is its own. */
  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
