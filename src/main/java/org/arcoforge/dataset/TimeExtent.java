package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.arcoforge.dataset.CfTime.Unit;

/**
 * What the values of a variable of time need to be counted in whole numbers, and the days that they
 * span.
 *
 * <p>A floating-point value stands for the whole number of a finer unit to which it is nearest, if
 * it is the {@code float64} number nearest to that; {@code float32} values are widened first. Thus
 * 0.1 hours in {@code float64} are 6 minutes.
 *
 * @param exact whether all values are whole numbers of nanoseconds or, where the unit has no fixed
 *     length, of months, and their days have numbers
 * @param resolution the coarsest unit of which every exact value is a whole number, counted from
 *     midnight of any day; {@link Unit#MONTHS} where the unit has no fixed length
 * @param firstDay the day of the earliest value, as the calendar numbers it; 0 if empty
 * @param lastDay the day of the latest value, inclusive; 0 if empty
 * @param empty whether there are no values of which the day is known
 * @param missing whether some elements stand for no value
 */
public record TimeExtent(
    boolean exact, Unit resolution, long firstDay, long lastDay, boolean empty, boolean missing)
    implements Serializable {
  /** No values. */
  public static final TimeExtent NONE = new TimeExtent(true, Unit.DAYS, 0, 0, true, false);

  private static final TimeExtent MISSING = new TimeExtent(true, Unit.DAYS, 0, 0, true, true);

  private static final TimeExtent INEXACT = new TimeExtent(false, Unit.DAYS, 0, 0, true, false);

  /**
   * Returns the extent of {@code values}, numbers that count as {@code time} says.
   *
   * @param isMissing whether the element of an index stands for no value
   */
  public static TimeExtent of(CfTime time, Block values, IntPredicate isMissing) {
    long[] divisors = time.divisors();
    TimeExtent extent = NONE;
    for (int i = 0; i < values.size(); i++) {
      extent = extent.merge(isMissing.test(i) ? MISSING : of(time, values, i, divisors));
    }
    return extent;
  }

  private static TimeExtent of(CfTime time, Block values, int i, long[] divisors) {
    DataType type = values.type();
    long count;
    long divisor = 1;
    if (type.isInteger()) {
      count = values.longAt(i);
      if (type == DataType.UINT64 && count < 0) {
        return INEXACT;
      }
    } else {
      double value = values.doubleAt(i);
      divisor = CfTime.divisor(value, divisors);
      if (divisor == 0) {
        return inexact(time, value);
      }
      count = (long) Math.rint(value * divisor);
    }
    OptionalLong length = time.length();
    try {
      if (length.isEmpty()) {
        long day = monthDay(time, Math.multiplyExact(count, time.unit().months() / divisor));
        return new TimeExtent(true, Unit.MONTHS, day, day, false, false);
      }
      Moment moment = time.reference().plus(count, length.getAsLong() / divisor);
      Unit resolution = Unit.dividing(moment.nanoOfDay());
      return new TimeExtent(true, resolution, moment.day(), moment.day(), false, false);
    } catch (ArithmeticException beyond) {
      return INEXACT;
    }
  }

  private static TimeExtent inexact(CfTime time, double value) {
    double days =
        Math.floor(
            time.day()
                + (time.length().isPresent()
                    ? (time.nanoOfDay() + value * time.length().getAsLong()) / Moment.DAY
                    : value * time.unit().months() * 30.436875));
    return Math.abs(days) < 0x1p62
        ? new TimeExtent(false, Unit.DAYS, (long) days, (long) days, false, false)
        : INEXACT;
  }

  /** Returns the day of the reference some calendar months later, or the last of that month. */
  private static long monthDay(CfTime time, long months) {
    CfCalendar calendar = time.calendar();
    int[] date = CfCalendar.addMonths(calendar.date(time.day()), months);
    int day = Math.min(date[2], calendar.daysInMonth(date[0], date[1]));
    return calendar.has(date[0], date[1], day)
        ? calendar.day(date[0], date[1], day)
        : CfCalendar.GREGORIAN_START;
  }

  /** Returns the extent of the values of both; the order does not matter. */
  public TimeExtent merge(TimeExtent other) {
    boolean covers =
        exact == other.exact
            && (missing || !other.missing)
            && resolution == other.resolution
            && !empty
            && !other.empty
            && firstDay <= other.firstDay
            && lastDay >= other.lastDay;
    if (covers) {
      return this;
    }
    return new TimeExtent(
        exact && other.exact,
        resolution.compareTo(other.resolution) >= 0 ? resolution : other.resolution,
        empty ? other.firstDay : other.empty ? firstDay : Math.min(firstDay, other.firstDay),
        empty ? other.lastDay : other.empty ? lastDay : Math.max(lastDay, other.lastDay),
        empty && other.empty,
        missing || other.missing);
  }
}
