package org.arcoforge.dataset;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arcoforge.dataset.CfTime.Unit;

/** Reads the attribute {@code units} of a variable of time. */
final class CfTimeText {
  private static final Pattern UNITS =
      Pattern.compile("\\s*(\\S+)\\s+since\\s+(\\S.*?)\\s*", Pattern.CASE_INSENSITIVE);

  private static final String ZONE = "Z|UTC|GMT|[+-]\\d{1,2}(?::?\\d{2})?";

  private static final Pattern DATE =
      Pattern.compile(
          "(?<year>[+-]?\\d{1,7})(?:-(?<month>\\d{1,2})(?:-(?<day>\\d{1,2}))?)?"
              + "(?:(?:\\s+|[^\\d\\s+-])(?<hour>\\d{1,2})"
              + "(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:\\.(?<fraction>\\d*))?)?)?"
              + ("(?:\\s*(?<zone>" + ZONE + "))?")
              + ("|\\s+(?<dateZone>" + ZONE + ")|Z)?"),
          Pattern.CASE_INSENSITIVE);

  /** A year alone of more digits would be a date such as 19810101. */
  private static final int DIGITS_OF_YEAR = 4;

  private CfTimeText() {}

  static Optional<CfTime> parse(String units, CfCalendar calendar) {
    Matcher matcher = UNITS.matcher(units);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Unit> unit = unit(matcher.group(1).toLowerCase(Locale.ROOT), calendar);
    Optional<Moment> reference = reference(matcher.group(2), calendar);
    return unit.isEmpty() || reference.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CfTime(unit.get(), calendar, reference.get().day(), reference.get().nanoOfDay()));
  }

  private static Optional<Unit> unit(String name, CfCalendar calendar) {
    return switch (name) {
      case "day", "days", "d" -> Optional.of(Unit.DAYS);
      case "hour", "hours", "hr", "hrs", "h" -> Optional.of(Unit.HOURS);
      case "minute", "minutes", "min", "mins" -> Optional.of(Unit.MINUTES);
      case "second", "seconds", "sec", "secs", "s" -> Optional.of(Unit.SECONDS);
      case "millisecond", "milliseconds", "millisec", "millisecs", "msec", "msecs", "ms" ->
          Optional.of(Unit.MILLISECONDS);
      case "microsecond", "microseconds", "microsec", "microsecs" -> Optional.of(Unit.MICROSECONDS);
      case "nanosecond", "nanoseconds", "nanosec", "nanosecs" -> Optional.of(Unit.NANOSECONDS);
      case "month", "months" -> Optional.of(Unit.MONTHS);
      case "year", "years" -> Optional.of(Unit.YEARS);
      // 365 days, which is a year of this calendar only.
      case "common_year", "common_years" ->
          calendar == CfCalendar.NOLEAP ? Optional.of(Unit.YEARS) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Moment> reference(String text, CfCalendar calendar) {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()
        || (matcher.group("month") == null
            && matcher.group("year").replaceAll("\\D", "").length() > DIGITS_OF_YEAR)) {
      return Optional.empty();
    }
    int written = Integer.parseInt(matcher.group("year"));
    int year = written < 0 && !calendar.writesYearZero() ? written + 1 : written;
    int month = number(matcher, "month", 1);
    int day = number(matcher, "day", 1);
    int hour = number(matcher, "hour", 0);
    int minute = number(matcher, "minute", 0);
    int second = number(matcher, "second", 0);
    String fraction = matcher.group("fraction") == null ? "" : matcher.group("fraction");
    String nanos = (fraction + "000000000").substring(0, 9);
    boolean tooFine = fraction.length() > 9 && !fraction.substring(9).matches("0*");
    if (!calendar.has(year, month, day) || hour > 23 || minute > 59 || second > 59 || tooFine) {
      return Optional.empty();
    }
    long seconds = hour * 3600L + minute * 60L + second;
    String zone = matcher.group("zone") == null ? matcher.group("dateZone") : matcher.group("zone");
    Optional<Long> offset = offsetMinutes(zone == null ? "Z" : zone);
    return offset.map(
        minutes ->
            new Moment(calendar.day(year, month, day), 0)
                .plus(seconds * 1_000_000_000 + Long.parseLong(nanos), 1)
                .plus(-minutes, Unit.MINUTES.nanos()));
  }

  private static int number(Matcher matcher, String group, int absent) {
    String digits = matcher.group(group);
    return digits == null ? absent : Integer.parseInt(digits);
  }

  private static Optional<Long> offsetMinutes(String zone) {
    char sign = zone.charAt(0);
    if (sign != '+' && sign != '-') {
      return Optional.of(0L);
    }
    String digits = zone.substring(1).replace(":", "");
    int hourDigits = digits.length() > 2 ? digits.length() - 2 : digits.length();
    long hours = Long.parseLong(digits.substring(0, hourDigits));
    long minutes = hourDigits == digits.length() ? 0 : Long.parseLong(digits.substring(hourDigits));
    long total = hours * 60 + minutes;
    return hours > 23 || minutes > 59
        ? Optional.empty()
        : Optional.of(sign == '-' ? -total : total);
  }
}
