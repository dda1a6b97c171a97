package org.arcoforge.dataset;

import java.util.Locale;
import java.util.Optional;

/**
 * The calendars of CF 1.11 (section 4.4.1) that count days without leap seconds.
 *
 * <p>Days are numbered. {@link #STANDARD}, {@link #PROLEPTIC_GREGORIAN} and {@link #JULIAN} share
 * one numbering: the same day has the same number, and 1970-01-01 (Gregorian) is day 0. Each other
 * calendar has its own, in which 0000-01-01 is day 0. Years are astronomical in all calendars: year
 * 0 comes before year 1, and -1 before 0. How dates are written is another matter; see {@link
 * CfTime}.
 */
public enum CfCalendar {
  /** Julian before 1582-10-15, Gregorian from then on; the day before that is 1582-10-04. */
  STANDARD("standard"),
  /** Gregorian, also before 1582. */
  PROLEPTIC_GREGORIAN("proleptic_gregorian"),
  /** Every fourth year is a leap year. */
  JULIAN("julian"),
  /** Every year has 365 days. */
  NOLEAP("noleap"),
  /** Every year has 366 days. */
  ALL_LEAP("all_leap"),
  /** Every month has 30 days. */
  DAY_360("360_day");

  /** The number of 1582-10-15, the first Gregorian day of {@link #STANDARD}. */
  static final long GREGORIAN_START = -141_427;

  private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final String cfName;

  CfCalendar(String cfName) {
    this.cfName = cfName;
  }

  /**
   * Returns the calendar that the attribute {@code calendar} names, in upper or lower case; empty
   * if it is none of these.
   */
  public static Optional<CfCalendar> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "standard", "gregorian" -> Optional.of(STANDARD);
      case "proleptic_gregorian" -> Optional.of(PROLEPTIC_GREGORIAN);
      case "julian" -> Optional.of(JULIAN);
      case "noleap", "365_day" -> Optional.of(NOLEAP);
      case "all_leap", "366_day" -> Optional.of(ALL_LEAP);
      case "360_day" -> Optional.of(DAY_360);
      default -> Optional.empty();
    };
  }

  /** Returns the name that CF prefers. */
  public String cfName() {
    return cfName;
  }

  /**
   * Returns the number of a day.
   *
   * @param year astronomical
   * @param month 1 to 12
   * @param day 1 to the length of the month
   * @throws IllegalArgumentException if the calendar does not have that date
   */
  public long day(int year, int month, int day) {
    if (!has(year, month, day)) {
      throw new IllegalArgumentException(
          "Cannot find date %04d-%02d-%02d: calendar '%s' does not have it."
              .formatted(year, month, day, cfName));
    }
    return switch (this) {
      case DAY_360 -> year * 360L + (month - 1) * 30L + day - 1;
      case NOLEAP, ALL_LEAP -> year * (long) daysInYear(year) + daysBefore(year, month) + day - 1;
      case STANDARD, PROLEPTIC_GREGORIAN, JULIAN -> {
        // Years start in March here, so that the leap day comes last.
        long y = month <= 2 ? year - 1L : year;
        long dayOfYear = (153L * ((month + 9) % 12) + 2) / 5 + day - 1;
        long julian = y * 365 + Math.floorDiv(y, 4) + dayOfYear - 719_470;
        long gregorian = julian - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + 2;
        yield isJulian(year, month, day) ? julian : gregorian;
      }
    };
  }

  /** Returns whether the calendar has a date. */
  boolean has(int year, int month, int day) {
    boolean skipped = this == STANDARD && year == 1582 && month == 10 && day > 4 && day < 15;
    return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && !skipped;
  }

  /**
   * Returns the date of a day: year (astronomical), month and day of month.
   *
   * @throws ArithmeticException if the year is beyond the range of {@code int}
   */
  public int[] date(long day) {
    return switch (this) {
      case DAY_360 -> {
        int rest = (int) Math.floorMod(day, 360L);
        yield new int[] {year(Math.floorDiv(day, 360L)), rest / 30 + 1, rest % 30 + 1};
      }
      case NOLEAP, ALL_LEAP -> {
        long length = daysInYear(0);
        int year = year(Math.floorDiv(day, length));
        int rest = (int) Math.floorMod(day, length);
        int month = 1;
        while (rest >= daysInMonth(year, month)) {
          rest -= daysInMonth(year, month++);
        }
        yield new int[] {year, month, rest + 1};
      }
      case JULIAN -> julianDate(day);
      case PROLEPTIC_GREGORIAN -> gregorianDate(day);
      case STANDARD -> day < GREGORIAN_START ? julianDate(day) : gregorianDate(day);
    };
  }

  private static int[] julianDate(long day) {
    long shifted = Math.addExact(day, 719_470);
    return marchDate(Math.floorDiv(shifted, 1461L) * 4, (int) Math.floorMod(shifted, 1461L));
  }

  private static int[] gregorianDate(long day) {
    long shifted = Math.addExact(day, 719_468);
    int rest = (int) Math.floorMod(shifted, 146_097L);
    int century = Math.min(rest / 36_524, 3);
    rest -= century * 36_524;
    long year = Math.floorDiv(shifted, 146_097L) * 400 + century * 100L + rest / 1461 * 4L;
    return marchDate(year, rest % 1461);
  }

  /** Returns the date {@code days} (0 to 1460) after the first of March of {@code year}. */
  private static int[] marchDate(long year, int days) {
    int years = Math.min(days / 365, 3);
    int dayOfYear = days - years * 365;
    int month = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * month + 2) / 5 + 1;
    return new int[] {year(year + years + month / 10), (month + 2) % 12 + 1, day};
  }

  private static int year(long year) {
    return Math.toIntExact(year);
  }

  /**
   * Returns the same day of the month some months later, whether or not the calendar has it.
   *
   * @throws ArithmeticException if the year is beyond the range of {@code int}
   */
  static int[] addMonths(int[] date, long months) {
    long index = Math.addExact(date[0] * 12L + date[1] - 1, months);
    return new int[] {
      year(Math.floorDiv(index, 12L)), (int) Math.floorMod(index, 12L) + 1, date[2]
    };
  }

  /** Returns the days of a month, 1 to 12; October 1582 of {@link #STANDARD} ends on the 31st. */
  int daysInMonth(int year, int month) {
    return this == DAY_360 ? 30 : month == 2 && isLeap(year) ? 29 : MONTHS[month - 1];
  }

  /** Returns the days of a year. */
  int daysInYear(int year) {
    if (this == DAY_360) {
      return 360;
    }
    return this == STANDARD && year == 1582 ? 355 : isLeap(year) ? 366 : 365;
  }

  /** Returns whether dates are written with a year 0; if not, -1 is the year before 1. */
  boolean writesYearZero() {
    return this != STANDARD && this != JULIAN;
  }

  private int daysBefore(int year, int month) {
    int days = 0;
    for (int m = 1; m < month; m++) {
      days += daysInMonth(year, m);
    }
    return days;
  }

  private boolean isLeap(int year) {
    return switch (this) {
      case DAY_360, NOLEAP -> false;
      case ALL_LEAP -> true;
      case STANDARD, PROLEPTIC_GREGORIAN, JULIAN ->
          year % 4 == 0 && (isJulian(year, 1, 1) || year % 100 != 0 || year % 400 == 0);
    };
  }

  private boolean isJulian(int year, int month, int day) {
    boolean early = year < 1582 || (year == 1582 && (month < 10 || (month == 10 && day < 15)));
    return this == JULIAN || (this == STANDARD && early);
  }
}
