package org.arcoforge.dataset;

import java.math.BigInteger;

/**
 * A point in time, to the nanosecond.
 *
 * @param day as a {@link CfCalendar} numbers days
 * @param nanoOfDay nanoseconds since midnight
 */
record Moment(long day, long nanoOfDay) {
  static final long DAY = 86_400_000_000_000L;

  /**
   * Returns this and {@code count} pieces more.
   *
   * @param piece nanoseconds; a multiple of a day, or of which a day is a multiple
   * @throws ArithmeticException if that day has no number
   */
  Moment plus(long count, long piece) {
    if (piece >= DAY) {
      return new Moment(Math.addExact(day, Math.multiplyExact(count, piece / DAY)), nanoOfDay);
    }
    long perDay = DAY / piece;
    long nano = nanoOfDay + Math.floorMod(count, perDay) * piece;
    long days = Math.floorDiv(count, perDay) + (nano >= DAY ? 1 : 0);
    return new Moment(Math.addExact(day, days), nano >= DAY ? nano - DAY : nano);
  }

  /**
   * Returns this and {@code nanos} nanoseconds more.
   *
   * @throws ArithmeticException if that day has no number
   */
  Moment plus(BigInteger nanos) {
    BigInteger[] parts =
        nanos.add(BigInteger.valueOf(nanoOfDay)).divideAndRemainder(BigInteger.valueOf(DAY));
    long rest = parts[1].longValue();
    long days = Math.addExact(day, parts[0].longValueExact());
    return rest < 0 ? new Moment(Math.subtractExact(days, 1), rest + DAY) : new Moment(days, rest);
  }

  /** Returns the nanoseconds from {@code other} to this. */
  BigInteger since(Moment other) {
    return BigInteger.valueOf(day)
        .subtract(BigInteger.valueOf(other.day))
        .multiply(BigInteger.valueOf(DAY))
        .add(BigInteger.valueOf(nanoOfDay - other.nanoOfDay));
  }

  /**
   * Returns the date, and the time unless it is midnight, such as {@code 1981-01-02 06:00:00.5}.
   *
   * @throws ArithmeticException if the year is beyond the range of {@code int}
   */
  String text(CfCalendar calendar) {
    int[] date = calendar.date(day);
    int year = calendar.writesYearZero() || date[0] > 0 ? date[0] : date[0] - 1;
    String text =
        "%s%04d-%02d-%02d".formatted(year < 0 ? "-" : "", Math.abs((long) year), date[1], date[2]);
    if (nanoOfDay == 0) {
      return text;
    }
    long second = nanoOfDay / 1_000_000_000;
    long nano = nanoOfDay % 1_000_000_000;
    String fraction = nano == 0 ? "" : ".%09d".formatted(nano).replaceFirst("0+$", "");
    return "%s %02d:%02d:%02d%s"
        .formatted(text, second / 3600, second / 60 % 60, second % 60, fraction);
  }
}
