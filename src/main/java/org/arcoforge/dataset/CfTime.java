package org.arcoforge.dataset;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How a variable of time counts (CF 1.11, section 4.4): in a unit, since a reference in a calendar.
 *
 * <p>In text, dates of the calendars standard and julian have no year 0, as cftime has it by
 * default: -1 is the year before 1. A reference of year 0 is read as that year too, as cftime does
 * with {@code has_year_zero}, and written as -1. The other calendars have a year 0.
 *
 * <p>A month is a calendar month and a year twelve of them, not a fixed time as in UDUNITS, unless
 * all months or years of the calendar are equally long.
 *
 * @param day the day of the reference, as {@code calendar} numbers it
 * @param nanoOfDay its time, in nanoseconds since midnight
 */
public record CfTime(Unit unit, CfCalendar calendar, long day, long nanoOfDay)
    implements Serializable {

  /** The units of time: those of a fixed length from coarse to fine, then months and years. */
  public enum Unit {
    DAYS(Moment.DAY),
    HOURS(3_600_000_000_000L),
    MINUTES(60_000_000_000L),
    SECONDS(1_000_000_000),
    MILLISECONDS(1_000_000),
    MICROSECONDS(1_000),
    NANOSECONDS(1),
    MONTHS(0),
    YEARS(0);

    private static final List<Unit> COARSE_TO_FINE =
        Stream.of(values()).filter(Unit::isFixed).toList();

    private final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }

    /** Returns whether this has the same length in every calendar: days and finer. */
    public boolean isFixed() {
      return nanos > 0;
    }

    /**
     * Returns the length in nanoseconds.
     *
     * @throws IllegalStateException if it is not fixed
     */
    public long nanos() {
      if (!isFixed()) {
        throw new IllegalStateException("Cannot take the length of %s: it varies.".formatted(this));
      }
      return nanos;
    }

    /** Returns the coarsest unit of which {@code nanos} are a whole number. */
    static Unit dividing(long nanos) {
      for (Unit unit : COARSE_TO_FINE) {
        if (nanos % unit.nanos == 0) {
          return unit;
        }
      }
      return NANOSECONDS;
    }

    /** Returns the months of one of {@link #MONTHS} or {@link #YEARS}. */
    long months() {
      return this == YEARS ? 12 : 1;
    }

    /** Returns the name as CF writes it, such as {@code hours}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CfTime {
    if (nanoOfDay < 0 || nanoOfDay >= Moment.DAY) {
      throw new IllegalArgumentException(
          "Invalid time of day: %d nanoseconds (must be 0 or more and less than %d)."
              .formatted(nanoOfDay, Moment.DAY));
    }
  }

  /**
   * Returns what the attributes {@code units} and {@code calendar} say; empty if units are not
   * "unit since date" or one of the two is not known. Without a calendar it is standard.
   *
   * <p>This takes what cftime takes, and gives it the same meaning, but for text after the date: an
   * hour without minutes, more than one space before the time, and offsets such as {@code -5} mean
   * what UDUNITS says, where cftime leaves them out. Other text there is not taken. Nanoseconds,
   * months and years in any calendar, and dates without day or month are taken too.
   */
  public static Optional<CfTime> parse(String units, Optional<String> calendar) {
    return CfCalendar.of(calendar.orElse("standard")).flatMap(c -> CfTimeText.parse(units, c));
  }

  /** Returns whether the unit has one length: see {@link #length}. */
  public boolean isFixed() {
    return length().isPresent();
  }

  /**
   * Returns the nanoseconds of one unit; empty if they differ. Months have one length in the
   * calendar 360_day; years in 360_day, noleap and all_leap.
   */
  public OptionalLong length() {
    if (unit.isFixed()) {
      return OptionalLong.of(unit.nanos());
    }
    long days =
        switch (calendar) {
          case DAY_360 -> 30 * unit.months();
          case NOLEAP -> unit == Unit.YEARS ? 365 : 0;
          case ALL_LEAP -> unit == Unit.YEARS ? 366 : 0;
          case STANDARD, PROLEPTIC_GREGORIAN, JULIAN -> 0;
        };
    return days == 0 ? OptionalLong.empty() : OptionalLong.of(days * Moment.DAY);
  }

  /**
   * Returns the attribute {@code units}, such as {@code hours since 1981-01-01}, which {@link
   * #parse} reads as this.
   */
  public String units() {
    boolean common = unit == Unit.YEARS && calendar == CfCalendar.NOLEAP;
    return "%s since %s".formatted(common ? "common_years" : unit, reference().text(calendar));
  }

  /**
   * Returns the date and time of element {@code i}, such as {@code 1981-01-02 06:00:00}, or {@code
   * 1981-01-02} at midnight; to the nearest nanosecond. What has none, such as NaN or part of a
   * month, is told as number and units.
   */
  public String text(Block block, int i) {
    Number number = Conversion.number(block, i);
    String plain = number + " " + units();
    if (number instanceof Double d && !Double.isFinite(d)) {
      return plain;
    }
    BigDecimal value =
        number instanceof Double d ? new BigDecimal(d) : new BigDecimal(number.toString());
    try {
      OptionalLong length = length();
      return length.isPresent()
          ? reference().plus(nanos(number, value, length.getAsLong())).text(calendar)
          : monthText(value).orElse(plain);
    } catch (ArithmeticException beyond) {
      return plain;
    }
  }

  /**
   * Returns this counting, since the same reference, in the coarsest unit of fixed length that has
   * the reference and all times of {@code resolution} as whole numbers; in months if this has no
   * fixed length.
   */
  public CfTime in(Unit resolution) {
    if (!isFixed()) {
      return new CfTime(Unit.MONTHS, calendar, day, nanoOfDay);
    }
    Unit coarsest = resolution.isFixed() ? resolution : Unit.DAYS;
    Unit whole =
        Stream.of(Unit.values())
            .filter(u -> u.compareTo(coarsest) >= 0 && nanoOfDay % u.nanos() == 0)
            .findFirst()
            .orElse(Unit.NANOSECONDS);
    return new CfTime(whole, calendar, day, nanoOfDay);
  }

  /** Returns year, month and day of element {@code i}; empty if that is not known. */
  public Optional<int[]> date(Block block, int i) {
    Block one = block.reshape(block.size()).slice(new int[] {i}, new int[] {1});
    TimeExtent extent = TimeExtent.of(this, one, j -> false);
    return extent.empty() ? Optional.empty() : Optional.of(calendar.date(extent.firstDay()));
  }

  private BigInteger nanos(Number number, BigDecimal value, long length) {
    long divisor = number instanceof Double d ? divisor(d, divisors()) : 1;
    return divisor > 0 && number instanceof Double d
        ? BigInteger.valueOf((long) Math.rint(d * divisor))
            .multiply(BigInteger.valueOf(length / divisor))
        : value
            .multiply(BigDecimal.valueOf(length))
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigIntegerExact();
  }

  private Optional<String> monthText(BigDecimal value) {
    BigDecimal months = value.multiply(BigDecimal.valueOf(unit.months()));
    int[] date = CfCalendar.addMonths(calendar.date(day), months.longValueExact());
    return calendar.has(date[0], date[1], date[2])
        ? Optional.of(new Moment(calendar.day(date[0], date[1], date[2]), nanoOfDay).text(calendar))
        : Optional.empty();
  }

  Moment reference() {
    return new Moment(day, nanoOfDay);
  }

  /**
   * Returns the numbers of equal parts that one unit is divided into to count exactly: 1, then
   * those of each finer unit, coarse to fine.
   */
  long[] divisors() {
    OptionalLong length = length();
    if (length.isEmpty()) {
      return unit == Unit.YEARS ? new long[] {1, 12} : new long[] {1};
    }
    LongStream finer =
        Unit.COARSE_TO_FINE.stream()
            .filter(u -> u.nanos() < length.getAsLong())
            .mapToLong(u -> length.getAsLong() / u.nanos());
    return LongStream.concat(LongStream.of(1), finer).toArray();
  }

  /**
   * Returns the first of {@code divisors} such that {@code value} is the number nearest to a whole
   * number of parts, {@code Math.rint(value * divisor)}, which a {@code long} holds; 0 if none is.
   */
  static long divisor(double value, long[] divisors) {
    for (long divisor : divisors) {
      double parts = Math.rint(value * divisor);
      if (Math.abs(parts) < 0x1p63 && parts / divisor == value) {
        return divisor;
      }
    }
    return 0;
  }
}
