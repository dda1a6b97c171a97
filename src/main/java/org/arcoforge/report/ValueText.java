package org.arcoforge.report;

import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.ValueCoding;
import org.jspecify.annotations.Nullable;

/**
 * How values of a variable are told: times as dates, other values as numbers.
 *
 * @param time what values count from and in; null if they are no times
 * @param units of other values; empty if there are none
 */
record ValueText(@Nullable CfTime time, String units) {

  static ValueText of(ValueCoding coding) {
    CfTime time = coding.time().orElse(null);
    String units = time != null || coding.units().equals("1") ? "" : coding.units();
    return new ValueText(time, units);
  }

  /** Returns {@code value} without units. */
  String number(double value) {
    if (time == null || !Double.isFinite(value)) {
      return Double.isNaN(value) ? "none" : Ticks.number(value);
    }
    Block one = Block.allocate(DataType.FLOAT64);
    one.setDouble(0, value);
    return time.text(one, 0);
  }

  /** Returns {@code value} with units. */
  String value(double value) {
    return Double.isNaN(value) || units.isEmpty() ? number(value) : number(value) + " " + units;
  }
}
