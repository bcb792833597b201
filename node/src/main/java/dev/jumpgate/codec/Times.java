package dev.jumpgate.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** The scalars of java.time. */
final class Times {

  private static final int MOST_NANOS = 999_999_999;

  static final List<Scalar<?>> ALL =
      List.of(
          new Scalar<>(
              Instant.class,
              Tag.INSTANT,
              (time, out) -> precise(time.getEpochSecond(), time.getNano(), out),
              in -> Instant.ofEpochSecond(in.zigzag(), in.index(MOST_NANOS))),
          new Scalar<>(
              Duration.class,
              Tag.DURATION,
              (time, out) -> precise(time.getSeconds(), time.getNano(), out),
              in -> Duration.ofSeconds(in.zigzag(), in.index(MOST_NANOS))),
          new Scalar<>(Period.class, Tag.PERIOD, Times::writePeriod, Times::period),
          new Scalar<>(LocalDate.class, Tag.LOCAL_DATE, Times::write, Times::date),
          new Scalar<>(LocalTime.class, Tag.LOCAL_TIME, Times::write, Times::time),
          new Scalar<>(LocalDateTime.class, Tag.LOCAL_DATE_TIME, Times::write, Times::dateTime),
          new Scalar<>(ZonedDateTime.class, Tag.ZONED_DATE_TIME, Times::writeZoned, Times::zoned),
          new Scalar<>(
              OffsetDateTime.class,
              Tag.OFFSET_DATE_TIME,
              (time, out) -> {
                write(time.toLocalDateTime(), out);
                write(time.getOffset(), out);
              },
              in -> OffsetDateTime.of(dateTime(in), offset(in))),
          new Scalar<>(
              OffsetTime.class,
              Tag.OFFSET_TIME,
              (time, out) -> {
                write(time.toLocalTime(), out);
                write(time.getOffset(), out);
              },
              in -> OffsetTime.of(time(in), offset(in))),
          new Scalar<>(
              Year.class,
              Tag.YEAR,
              (year, out) -> out.zigzag(year.getValue()),
              in -> Year.of(in.readInt())),
          new Scalar<>(
              YearMonth.class,
              Tag.YEAR_MONTH,
              (month, out) -> {
                out.zigzag(month.getYear());
                out.octet(month.getMonthValue());
              },
              in -> YearMonth.of(in.readInt(), in.octet())),
          new Scalar<>(
              MonthDay.class,
              Tag.MONTH_DAY,
              (day, out) -> {
                out.octet(day.getMonthValue());
                out.octet(day.getDayOfMonth());
              },
              in -> MonthDay.of(in.octet(), in.octet())),
          new Scalar<>(
              ZoneId.class,
              Tag.ZONE_ID,
              (zone, out) -> out.text(zone.getId()),
              in -> ZoneId.of(in.text())),
          new Scalar<>(ZoneOffset.class, Tag.ZONE_OFFSET, Times::write, Times::offset));

  private Times() {}

  private static void precise(long seconds, int nanos, Output out) {
    out.zigzag(seconds);
    out.varint(nanos);
  }

  private static void write(LocalDate date, Output out) {
    out.zigzag(date.toEpochDay());
  }

  private static LocalDate date(Input in) {
    return LocalDate.ofEpochDay(in.zigzag());
  }

  private static void write(LocalTime time, Output out) {
    out.zigzag(time.toNanoOfDay());
  }

  private static LocalTime time(Input in) {
    return LocalTime.ofNanoOfDay(in.zigzag());
  }

  private static void write(LocalDateTime time, Output out) {
    write(time.toLocalDate(), out);
    write(time.toLocalTime(), out);
  }

  private static LocalDateTime dateTime(Input in) {
    return LocalDateTime.of(date(in), time(in));
  }

  private static void write(ZoneOffset offset, Output out) {
    out.zigzag(offset.getTotalSeconds());
  }

  private static ZoneOffset offset(Input in) {
    return ZoneOffset.ofTotalSeconds(in.readInt());
  }

  private static void writePeriod(Period period, Output out) {
    out.zigzag(period.getYears());
    out.zigzag(period.getMonths());
    out.zigzag(period.getDays());
  }

  private static Period period(Input in) {
    return Period.of(in.readInt(), in.readInt(), in.readInt());
  }

  private static void writeZoned(ZonedDateTime time, Output out) {
    write(time.toLocalDateTime(), out);
    write(time.getOffset(), out);
    out.text(time.getZone().getId());
  }

  private static ZonedDateTime zoned(Input in) {
    LocalDateTime local = dateTime(in);
    ZoneOffset offset = offset(in);
    return ZonedDateTime.ofInstant(local, offset, ZoneId.of(in.text()));
  }
}
