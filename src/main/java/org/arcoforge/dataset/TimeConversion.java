package org.arcoforge.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/**
 * The conversion of numbers that count time in one way to numbers that count it in another, of the
 * same points in time: exact, but for fractions in floating point.
 *
 * <p>A floating-point value is taken as {@link TimeExtent} says, or, where it stands for no whole
 * number of nanoseconds, as what it is.
 */
public final class TimeConversion {
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final MathContext DIGITS = new MathContext(60);
  private static final long MAX_WHOLE_DOUBLE = 1L << 53;

  /** Result = (value * factor + offset) / divisor. */
  private final long factor;

  private final BigInteger offset;
  private final long divisor;
  private final boolean isShort;
  private final long shortOffset;

  /**
   * Nanoseconds or months of one unit, and what a value in them is at least, if there is a least.
   */
  private final BigInteger length;

  private final Optional<BigInteger> least;
  private final long leastWhole;
  private final long[] fractions;
  private final boolean identity;

  private TimeConversion(
      CfTime from, CfTime to, long factor, BigInteger offset, long divisor, BigInteger start) {
    BigInteger common = BigInteger.valueOf(factor).gcd(BigInteger.valueOf(divisor)).gcd(offset);
    this.factor = factor / common.longValueExact();
    this.offset = offset.divide(common);
    this.divisor = divisor / common.longValueExact();
    this.isShort = this.offset.bitLength() < Long.SIZE;
    this.shortOffset = isShort ? this.offset.longValueExact() : 0;
    boolean same = from.calendar() == to.calendar();
    this.length = BigInteger.valueOf(factor);
    this.least = same ? Optional.empty() : Optional.of(start);
    this.leastWhole =
        same ? Long.MIN_VALUE : ceilDivide(start, length).max(MIN_LONG).min(MAX_LONG).longValue();
    this.fractions = from.divisors();
    this.identity = from.equals(to);
  }

  /**
   * Returns the conversion; empty if there is none. Calendars must be the same, or standard and
   * proleptic_gregorian. Units must both have a fixed length (see {@link CfTime#isFixed}), or both
   * have none and refer to the same day of a month and the same time of day.
   */
  public static Optional<TimeConversion> between(CfTime from, CfTime to) {
    if (from.calendar() != to.calendar() && !(isGregorian(from) && isGregorian(to))) {
      return Optional.empty();
    }
    if (from.isFixed() && to.isFixed()) {
      Moment start = new Moment(CfCalendar.GREGORIAN_START, 0);
      return Optional.of(
          new TimeConversion(
              from,
              to,
              from.length().getAsLong(),
              from.reference().since(to.reference()),
              to.length().getAsLong(),
              start.since(from.reference())));
    }
    if (from.isFixed() || to.isFixed()) {
      return Optional.empty();
    }
    int[] date = from.calendar().date(from.day());
    int[] other = to.calendar().date(to.day());
    if (date[2] != other[2] || from.nanoOfDay() != to.nanoOfDay()) {
      return Optional.empty();
    }
    long month = date[0] * 12L + date[1];
    long start = 1582 * 12L + (date[2] < 15 ? 11 : 10);
    return Optional.of(
        new TimeConversion(
            from,
            to,
            from.unit().months(),
            BigInteger.valueOf(month - other[0] * 12L - other[1]),
            to.unit().months(),
            BigInteger.valueOf(start - month)));
  }

  private static boolean isGregorian(CfTime time) {
    return time.calendar() == CfCalendar.STANDARD
        || time.calendar() == CfCalendar.PROLEPTIC_GREGORIAN;
  }

  /** Returns whether unit, reference and calendar are the same, so that no value changes. */
  public boolean isIdentity() {
    return identity;
  }

  /**
   * Sets element {@code j} of {@code target} to element {@code i} of {@code source}, converted.
   * Returns false, and leaves it undefined, if that is impossible: from standard to
   * proleptic_gregorian or back before 1582-10-15; if the value is not finite; and if {@code
   * target} has another type than {@code float64} and does not have exactly that value. For {@code
   * float64} it is the nearest value.
   */
  public boolean convert(Block source, int i, Block target, int j) {
    if (source.type().isInteger()) {
      long value = source.longAt(i);
      boolean huge = source.type() == DataType.UINT64 && value < 0;
      return huge ? convert(unsigned(value), BigInteger.ONE, target, j) : convert(value, target, j);
    }
    double value = source.doubleAt(i);
    if (!Double.isFinite(value)) {
      return false;
    }
    long parts = CfTime.divisor(value, fractions);
    if (parts == 1) {
      return convert((long) value, target, j);
    }
    if (parts > 0) {
      BigInteger count = BigInteger.valueOf((long) Math.rint(value * parts));
      return convert(count, BigInteger.valueOf(parts), target, j);
    }
    BigDecimal decimal = new BigDecimal(value);
    int scale = Math.max(decimal.scale(), 0);
    return convert(decimal.setScale(scale).unscaledValue(), BigInteger.TEN.pow(scale), target, j);
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private boolean convert(long value, Block target, int j) {
    if (value < leastWhole) {
      return false;
    }
    long product = value * factor;
    long sum = product + shortOffset;
    boolean overflows =
        !isShort
            || Math.multiplyHigh(value, factor) != product >> 63
            || ((product ^ sum) & (shortOffset ^ sum)) < 0;
    boolean isDouble = target.type() == DataType.FLOAT64;
    boolean isLarge =
        isDouble
            && (sum > MAX_WHOLE_DOUBLE || sum < -MAX_WHOLE_DOUBLE || divisor > MAX_WHOLE_DOUBLE);
    if (overflows || isLarge || (target.type().isFloat() && !isDouble)) {
      return convert(BigInteger.valueOf(value), BigInteger.ONE, target, j);
    }
    if (isDouble) {
      target.setDouble(j, (double) sum / divisor);
      return true;
    }
    long result = sum / divisor;
    target.setLong(j, result);
    return result * divisor == sum && target.type().holds(result);
  }

  /** Converts {@code count / parts}. */
  private boolean convert(BigInteger count, BigInteger parts, Block target, int j) {
    if (least.isPresent() && count.multiply(length).compareTo(least.get().multiply(parts)) < 0) {
      return false;
    }
    BigInteger sum = count.multiply(BigInteger.valueOf(factor)).add(offset.multiply(parts));
    BigInteger whole = parts.multiply(BigInteger.valueOf(divisor));
    if (target.type().isFloat()) {
      BigDecimal quotient = new BigDecimal(sum).divide(new BigDecimal(whole), DIGITS);
      target.setDouble(j, quotient.doubleValue());
      double result = target.doubleAt(j);
      return Double.isFinite(result)
          && (target.type() == DataType.FLOAT64
              || new BigDecimal(result)
                      .multiply(new BigDecimal(whole))
                      .compareTo(new BigDecimal(sum))
                  == 0);
    }
    BigInteger[] result = sum.divideAndRemainder(whole);
    target.setLong(j, result[0].longValue());
    boolean isUnsigned64 = target.type() == DataType.UINT64;
    boolean holds =
        isUnsigned64
            ? result[0].signum() >= 0 && result[0].bitLength() <= Long.SIZE
            : result[0].bitLength() < Long.SIZE && target.type().holds(result[0].longValue());
    return holds && result[1].signum() == 0;
  }

  private static BigInteger ceilDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] result = dividend.divideAndRemainder(divisor);
    return result[1].signum() > 0 ? result[0].add(BigInteger.ONE) : result[0];
  }
}
