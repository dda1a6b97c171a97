package org.arcoforge.pattern;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Dates: {@code size} of them in equal steps, or those of {@code listed}.
 *
 * @param months the step in months; 0 if it is in seconds
 * @param listed the dates; empty if they are computed
 */
record DatedKeys(
    LocalDateTime start, int months, long seconds, int size, Unit unit, List<LocalDate> listed)
    implements Keys {

  /** The finest part of the date in which two keys can differ. */
  enum Unit {
    YEAR,
    MONTH,
    DAY,
    MINUTE,
    SECOND
  }

  static DatedKeys months(YearMonth from, YearMonth to, int months) {
    Unit unit = months == 12 ? Unit.YEAR : Unit.MONTH;
    long between = ChronoUnit.MONTHS.between(from, to);
    Object first = months == 12 ? from.getYear() : from;
    Object last = months == 12 ? to.getYear() : to;
    int size = size(first, last, between, months);
    return new DatedKeys(from.atDay(1).atStartOfDay(), months, 0, size, unit, List.of());
  }

  static DatedKeys every(Duration step, LocalDateTime from, LocalDateTime to) {
    long seconds = step.getSeconds();
    if (seconds < 1 || step.getNano() != 0) {
      throw new IllegalArgumentException(
          "Cannot make keys every %s. Use a positive number of whole seconds.".formatted(step));
    }
    if (from.getNano() != 0) {
      throw new IllegalArgumentException(
          "Cannot make keys from %s: it is not a whole second.".formatted(from));
    }
    boolean midnight = from.toLocalTime().toSecondOfDay() == 0;
    Unit unit =
        midnight && seconds % 86_400 == 0
            ? Unit.DAY
            : from.getSecond() == 0 && seconds % 60 == 0 ? Unit.MINUTE : Unit.SECOND;
    Object first = unit == Unit.DAY ? from.toLocalDate() : from;
    Object last = unit == Unit.DAY ? to.toLocalDate() : to;
    int size = size(first, last, ChronoUnit.SECONDS.between(from, to), seconds);
    return new DatedKeys(from, 0, seconds, size, unit, List.of());
  }

  static DatedKeys listed(List<LocalDate> dates) {
    if (dates.isEmpty()) {
      throw new IllegalArgumentException("Cannot make keys of no dates. Give one or more.");
    }
    for (int i = 1; i < dates.size(); i++) {
      if (!dates.get(i).isAfter(dates.get(i - 1))) {
        throw new IllegalArgumentException(
            "Cannot make keys of dates: %s follows %s. Sort them, without duplicates."
                .formatted(dates.get(i), dates.get(i - 1)));
      }
    }
    List<LocalDate> copy = List.copyOf(dates);
    return new DatedKeys(copy.get(0).atStartOfDay(), 0, 86_400, copy.size(), Unit.DAY, copy);
  }

  private static int size(Object from, Object to, long between, long step) {
    if (between < 0) {
      throw new IllegalArgumentException(
          "Cannot make keys from %s to %s: the end is before the start. Swap them."
              .formatted(from, to));
    }
    long size = between / step + 1;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Cannot make keys from %s to %s: %d keys, at most %d. Use a longer step."
              .formatted(from, to, size, Integer.MAX_VALUE));
    }
    return (int) size;
  }

  LocalDateTime date(int position) {
    Objects.checkIndex(position, size);
    if (!listed.isEmpty()) {
      return listed.get(position).atStartOfDay();
    }
    return months > 0
        ? start.plusMonths((long) position * months)
        : start.plusSeconds(position * seconds);
  }

  @Override
  public String text(int position) {
    LocalDateTime date = date(position);
    return switch (unit) {
      case YEAR -> String.format(Locale.ROOT, "%04d", date.getYear());
      case MONTH -> YearMonth.from(date).toString();
      case DAY -> date.toLocalDate().toString();
      case MINUTE -> date.toString();
      case SECOND -> date + (date.getSecond() == 0 ? ":00" : "");
    };
  }

  @Override
  public Keys first(int count) {
    return count < size
        ? new DatedKeys(
            start,
            months,
            seconds,
            count,
            unit,
            listed.isEmpty() ? listed : List.copyOf(listed.subList(0, count)))
        : this;
  }
}
