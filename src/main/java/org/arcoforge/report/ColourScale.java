package org.arcoforge.report;

import java.util.Arrays;
import java.util.List;

/**
 * Which colours values have.
 *
 * @param lowest what has the first colour
 * @param highest what has the last colour
 * @param extendsBelow whether there are values below, which have the first colour too
 * @param extendsAbove whether there are values above, which have the last colour too
 */
record ColourScale(
    ColourMap map, double lowest, double highest, boolean extendsBelow, boolean extendsAbove) {
  /** Values on both sides of zero are shown around it if the smaller side has this part. */
  private static final double BOTH_SIDES = 0.2;

  /** Extremes beyond this part of all pictured values at either end may be cut off. */
  private static final double RARE = 0.005;

  /** They are, where the others take less than this part of the range. */
  private static final double NARROW = 0.4;

  /**
   * Returns the scale that {@code rasters} share, if they have finite values: one colour map
   * centred on zero where values lie well on both sides of it.
   */
  static ColourScale of(List<Raster> rasters) {
    double[] values =
        rasters.stream()
            .flatMapToDouble(raster -> Arrays.stream(raster.values()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return new ColourScale(ColourMap.SEQUENTIAL, 0, 1, false, false);
    }
    double lowest = values[0];
    double highest = values[values.length - 1];
    double low = values[(int) (RARE * (values.length - 1))];
    double high = values[(int) Math.ceil((1 - RARE) * (values.length - 1))];
    if (low >= high || high - low >= NARROW * (highest - lowest)) {
      low = lowest;
      high = highest;
    }
    boolean both = low < 0 && high > 0 && Math.min(-low, high) >= BOTH_SIDES * Math.max(-low, high);
    if (both) {
      high = Math.max(-low, high);
      low = -high;
    } else if (low == high) {
      double half = low == 0 ? 1 : Math.abs(low) / 2;
      low -= half;
      high += half;
    }
    return new ColourScale(
        both ? ColourMap.DIVERGING : ColourMap.SEQUENTIAL, low, high, lowest < low, highest > high);
  }

  /** Returns where {@code value} lies between the ends, from 0 to 1. */
  double part(double value) {
    // Halves, as the difference of the largest numbers is infinite.
    double part = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2);
    return Math.max(0, Math.min(1, part));
  }
}
