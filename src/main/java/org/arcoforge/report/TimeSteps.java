package org.arcoforge.report;

import java.util.Arrays;
import java.util.Optional;
import org.arcoforge.dataset.CfTime;

/**
 * How a coordinate of time proceeds: in steps of a fixed length, or of whole months of its
 * calendar.
 *
 * @param step in words; empty if most steps differ
 * @param gaps how many steps are longer than one and a half
 * @param first index of the value before the first gap; -1 if there is none
 */
record TimeSteps(String step, long gaps, int first) {
  /** Steps of fixed length may differ by this part and still be regular. */
  private static final double SLACK = 0.05;

  /** Steps that differ by less are the same but for rounding: no calendar is looked at. */
  private static final double EVEN = 1e-6;

  /** This part of the steps must be regular for there to be one. */
  private static final double MOST = 0.9;

  private static final TimeSteps IRREGULAR = new TimeSteps("", 0, -1);

  boolean isRegular() {
    return !step.isEmpty();
  }

  /** Returns the steps of {@code values}, of which there are two or more and all ascend. */
  static TimeSteps of(CoordinateValues values, CfTime time) {
    double[] steps = differences(values.size(), values::at);
    TimeSteps fixed = of(steps, fixedText(median(steps), time));
    if (isEven(steps)) {
      return fixed;
    }
    Optional<TimeSteps> months = ofMonths(values, time);
    return months.filter(found -> found.isRegular() && found.gaps() <= fixed.gaps()).isPresent()
            || !fixed.isRegular()
        ? months.orElse(fixed)
        : fixed;
  }

  private static Optional<TimeSteps> ofMonths(CoordinateValues values, CfTime time) {
    double[] months = new double[values.size()];
    for (int i = 0; i < months.length; i++) {
      Optional<int[]> date = time.date(values.block(), i);
      if (date.isEmpty()) {
        return Optional.empty();
      }
      months[i] = date.get()[0] * 12.0 + date.get()[1];
    }
    double[] steps = differences(months.length, i -> months[i]);
    double usual = median(steps);
    if (usual < 1) {
      return Optional.empty();
    }
    String text = usual % 12 == 0 ? count(usual / 12, "year") : count(usual, "month");
    return Optional.of(of(steps, text));
  }

  private interface Series {
    double at(int i);
  }

  private static double[] differences(int size, Series series) {
    double[] steps = new double[size - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = series.at(i + 1) - series.at(i);
    }
    return steps;
  }

  private static boolean isEven(double[] steps) {
    double usual = median(steps);
    return Arrays.stream(steps).allMatch(step -> Math.abs(step - usual) <= EVEN * usual);
  }

  private static double median(double[] steps) {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static TimeSteps of(double[] steps, String text) {
    double usual = median(steps);
    long regular =
        Arrays.stream(steps).filter(step -> Math.abs(step - usual) <= SLACK * usual).count();
    boolean isStep = regular >= MOST * steps.length || regular >= steps.length - 1;
    if (usual <= 0 || !isStep) {
      return IRREGULAR;
    }
    long gaps = 0;
    int first = -1;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] > 1.5 * usual) {
        gaps++;
        first = first < 0 ? i : first;
      }
    }
    return new TimeSteps(text, gaps, first);
  }

  private static String fixedText(double step, CfTime time) {
    String unit = time.unit().toString().replaceFirst("s$", "");
    if (time.unit().isFixed()) {
      double nanos = step * time.unit().nanos();
      for (CfTime.Unit coarse : CfTime.Unit.values()) {
        if (coarse.isFixed() && nanos >= coarse.nanos() && nanos % coarse.nanos() == 0) {
          return count(nanos / coarse.nanos(), coarse.toString().replaceFirst("s$", ""));
        }
      }
    }
    return count(step, unit);
  }

  private static String count(double number, String unit) {
    return "%s %s%s".formatted(Ticks.number(number), unit, number == 1 ? "" : "s");
  }
}
