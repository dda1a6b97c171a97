package org.arcoforge.plan;

import java.util.Arrays;
import java.util.Optional;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.jspecify.annotations.Nullable;

/** Finds where a coordinate leaves out values that its own step would have. */
final class FindGaps {
  /** A step is one if at least this part of the differences are as large. */
  private static final double MOST = 0.9;

  private static final int FEWEST_VALUES = 4;
  private static final double SLACK = 0.01;

  /**
   * What was found.
   *
   * @param first index of the last value before the first gap; -1 if there is none
   * @param count how many gaps there are
   * @param step in words
   */
  record Gaps(int first, long count, String step) {
    static final Gaps NONE = new Gaps(-1, 0, "");
  }

  private FindGaps() {}

  /**
   * Returns the gaps of {@code values}.
   *
   * @param time what they count from and in, if they are times: then steps of a calendar count
   */
  static Gaps of(Block values, @Nullable CfTime time) {
    if (values.type().isText() || values.size() < FEWEST_VALUES) {
      return Gaps.NONE;
    }
    if (time != null) {
      Optional<Gaps> calendar = ofMonths(values, time);
      if (calendar.isPresent()) {
        return calendar.get();
      }
    }
    double[] steps = new double[values.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(values.doubleAt(i + 1) - values.doubleAt(i));
    }
    double usual = median(steps);
    String text = Double.toString(usual).replaceAll("\\.0$", "");
    return gaps(steps, usual, text + (time == null ? "" : " " + time.unit()));
  }

  /** Steps of whole months or years are not equal in days. */
  private static Optional<Gaps> ofMonths(Block values, CfTime time) {
    double[] months = new double[values.size()];
    double[] days = new double[values.size()];
    for (int i = 0; i < months.length; i++) {
      Optional<int[]> date = time.date(values, i);
      if (date.isEmpty()) {
        return Optional.empty();
      }
      int[] parts = date.get();
      months[i] = parts[0] * 12.0 + parts[1];
      days[i] = time.calendar().day(parts[0], parts[1], parts[2]);
    }
    double[] monthSteps = differences(months);
    double usual = median(monthSteps);
    double[] daySteps = differences(days);
    double usualDays = median(daySteps);
    boolean monthly =
        usual >= 1
            && usualDays >= 28 * usual
            && usualDays <= 31 * usual
            && regular(monthSteps, usual) >= regular(daySteps, usualDays);
    if (!monthly) {
      return Optional.empty();
    }
    String text = usual == 1 ? "1 month" : "%.0f months".formatted(usual);
    return Optional.of(gaps(monthSteps, usual, text));
  }

  private static double[] differences(double[] values) {
    double[] steps = new double[values.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(values[i + 1] - values[i]);
    }
    return steps;
  }

  private static double median(double[] steps) {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long regular(double[] steps, double usual) {
    return Arrays.stream(steps).filter(step -> Math.abs(step - usual) <= SLACK * usual).count();
  }

  private static Gaps gaps(double[] steps, double usual, String text) {
    long regular = regular(steps, usual);
    long count = 0;
    int first = -1;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] > 1.5 * usual) {
        count++;
        first = first < 0 ? i : first;
      }
    }
    // A few values tell a step too: all but one difference are enough.
    boolean isStep = regular >= MOST * steps.length || regular >= steps.length - 1;
    return isStep && usual > 0 && count > 0 ? new Gaps(first, count, text) : Gaps.NONE;
  }
}
