package dev.jumpgate.shell.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as they are typed: {@code 500ms}, {@code 10s}, {@code 2min}, {@code 1h}. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|min|m|h)");

  @Override
  public Duration convert(String typed) {
    Matcher form = FORM.matcher(typed);
    if (!form.matches()) {
      throw new TypeConversionException(
          "'%s' is no duration: a number and ms, s, min or h".formatted(typed));
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
