package org.arcoforge.report;

/** Counts, extremes and the mean of values as they are met; NaN is a missing value. */
final class Statistics {
  private long values;
  private long missing;
  private long infinite;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;
  private double sum;
  private double lost;

  void add(double value) {
    values++;
    if (Double.isNaN(value)) {
      missing++;
    } else if (Double.isInfinite(value)) {
      infinite++;
    } else {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      // Kahan's sum: a mean of many values of one sign stays exact enough.
      double corrected = value - lost;
      double next = sum + corrected;
      lost = (next - sum) - corrected;
      sum = next;
    }
  }

  /** Adds all that {@code other} met. */
  void addAll(Statistics other) {
    values += other.values;
    missing += other.missing;
    infinite += other.infinite;
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    sum += other.sum;
  }

  /** Returns how many values were met, missing and infinite ones too. */
  long values() {
    return values;
  }

  long missing() {
    return missing;
  }

  long infinite() {
    return infinite;
  }

  /** Returns how many values are finite numbers. */
  long finite() {
    return values - missing - infinite;
  }

  /** Returns whether values were met and none of them is there. */
  boolean isAllMissing() {
    return values > 0 && missing == values;
  }

  /** Returns the least finite value; NaN if there is none. */
  double lowest() {
    return finite() == 0 ? Double.NaN : lowest;
  }

  /** Returns the largest finite value; NaN if there is none. */
  double highest() {
    return finite() == 0 ? Double.NaN : highest;
  }

  /** Returns the mean of the finite values; NaN if there is none. */
  double mean() {
    return finite() == 0 ? Double.NaN : sum / finite();
  }

  /** Returns which part of the values is missing, from 0 to 1; 0 if there are none. */
  double missingPart() {
    return values == 0 ? 0 : (double) missing / values;
  }
}
