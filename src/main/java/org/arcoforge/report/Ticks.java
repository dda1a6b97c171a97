package org.arcoforge.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along a scale, and numbers as people read them. */
final class Ticks {
  private static final int MOST = 1000;

  private Ticks() {}

  /**
   * Returns the multiples of 1, 2 or 5 times a power of ten that lie from {@code from} to {@code
   * to}, about {@code count} of them; none if the range is empty or not finite.
   */
  static List<BigDecimal> round(double from, double to, int count) {
    List<BigDecimal> ticks = new ArrayList<>();
    double range = to - from;
    if (!Double.isFinite(range) || range <= 0) {
      return ticks;
    }
    BigDecimal step = step(range / count);
    BigDecimal lowest = BigDecimal.valueOf(from).divide(step, 0, RoundingMode.CEILING);
    BigDecimal highest = BigDecimal.valueOf(to);
    for (int i = 0; i < MOST; i++) {
      BigDecimal tick = lowest.add(BigDecimal.valueOf(i)).multiply(step);
      if (tick.compareTo(highest) > 0) {
        break;
      }
      ticks.add(tick);
    }
    return ticks;
  }

  /** As {@link #round}, for degrees: also in steps of 15, 30, 45, 60 and 90. */
  static List<BigDecimal> degrees(double from, double to, int count) {
    double wanted = (to - from) / count;
    if (!Double.isFinite(wanted) || wanted < 10) {
      return round(from, to, count);
    }
    int step = wanted <= 10 ? 10 : wanted <= 20 ? 15 : wanted <= 40 ? 30 : wanted <= 65 ? 60 : 90;
    List<BigDecimal> ticks = new ArrayList<>();
    for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
      ticks.add(BigDecimal.valueOf((long) tick));
    }
    return ticks;
  }

  private static BigDecimal step(double wanted) {
    int power = (int) Math.floor(Math.log10(wanted));
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
    double factor = wanted / unit.doubleValue();
    int digit = factor <= 1.5 ? 1 : factor <= 3.5 ? 2 : factor <= 7.5 ? 5 : 10;
    return unit.multiply(BigDecimal.valueOf(digit));
  }

  /** Returns a number with five significant digits at most, such as {@code -12.345} or 1.2e+09. */
  static String number(double value) {
    return Double.isFinite(value) ? number(new BigDecimal(value)) : PythonText.of(value);
  }

  /** Returns a round number with all its digits. */
  static String label(BigDecimal tick) {
    return tick.signum() == 0 ? "0" : text(tick.stripTrailingZeros());
  }

  /** Returns a number with five significant digits at most, without zeros at its end. */
  static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    return text(value.round(new MathContext(5, RoundingMode.HALF_EVEN)).stripTrailingZeros());
  }

  private static String text(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return value.toPlainString();
    }
    String mantissa = value.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
