package org.arcoforge.report;

import java.util.Arrays;

/** The least and the largest of the values that share a place along a line plot. */
final class LineBins {
  private final long length;
  private final int count;
  private final double[] lowest;
  private final double[] highest;

  /**
   * Makes bins without values.
   *
   * @param length how many values the line has, 1 or more
   * @param most how many bins there may be
   */
  LineBins(long length, int most) {
    this.length = length;
    this.count = (int) Math.min(length, most);
    this.lowest = new double[count];
    this.highest = new double[count];
    Arrays.fill(lowest, Double.NaN);
    Arrays.fill(highest, Double.NaN);
  }

  /** Adds the value at place {@code i} of the line; NaN and infinities add nothing. */
  void add(long i, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    int bin = (int) (i * count / length);
    lowest[bin] = Double.isNaN(lowest[bin]) ? value : Math.min(lowest[bin], value);
    highest[bin] = Double.isNaN(highest[bin]) ? value : Math.max(highest[bin], value);
  }

  int count() {
    return count;
  }

  /** Returns how many values at most share a bin. */
  long valuesPerBin() {
    return (length + count - 1) / count;
  }

  /** Returns the least value of a bin; NaN if it has none. */
  double lowest(int bin) {
    return lowest[bin];
  }

  double highest(int bin) {
    return highest[bin];
  }
}
